using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Tests.Answers;

public sealed class AnswerInterpreterTests
{
    private static readonly Protocol Brief = Protocol.Load("brief");
    private static readonly Item Wish = Brief.ItemOf("asq.1")!;
    private static readonly Item Attempt = Brief.ItemOf("asq.4")!;
    private static readonly Item When = Brief.ItemOf("asq.4.when")!;
    private static readonly Item Interest = Brief.ItemOf("phq.1")!;
    private static readonly Item ItemNine = Brief.ItemOf("phq.9")!;
    private static readonly Item Consent = Brief.ItemOf("consent")!;
    private static readonly Item Mood = Brief.ItemOf("mood")!;
    private static readonly DateOnly Today = new(2026, 6, 15);

    [Theory]
    [InlineData("1", "yes")]
    [InlineData("2", "no")]
    [InlineData("7", "refused")]
    [InlineData("5", "unclear")]
    [InlineData("12", "unclear")]
    [InlineData("22", "no")]
    public void Interpret_KeysOnYesNo_FollowTheMap(string keys, string code)
    {
        var answer = AnswerInterpreter.Interpret(Wish, Heard.Keys(keys));
        Assert.Equal(code, answer.Code);
        Assert.Equal(AnswerSource.Key, answer.Source);
    }

    [Theory]
    [InlineData("1", "0")]
    [InlineData("2", "1")]
    [InlineData("3", "2")]
    [InlineData("4", "3")]
    [InlineData("7", "refused")]
    public void Interpret_KeysOnFrequency_ScoreIsKeyMinusOne(string keys, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Interest, Heard.Keys(keys)).Code);

    [Theory]
    [InlineData("0")]
    [InlineData("8")]
    [InlineData("9")]
    [InlineData("*9")]
    public void Interpret_ControlKeys_AnswerNothing(string keys) => Assert.Equal(AnswerKind.Missing, AnswerInterpreter.Interpret(Wish, Heard.Keys(keys)).Kind);

    [Theory]
    [InlineData("yes", "yes")]
    [InlineData("yeah i do", "yeah i do")]
    [InlineData("yes [unk]", "yes i wish that every morning")]
    [InlineData("[unk]", "yes i do")]
    [InlineData("uh huh", "uh huh")]
    [InlineData("yes", "")]
    public void Interpret_SpokenYesToSuicideItem_IsYes(string grammar, string free) =>
        Assert.Equal("yes", AnswerInterpreter.Interpret(Wish, Heard.Both(grammar, free)).Code);

    [Theory]
    [InlineData("no", "no")]
    [InlineData("nope", "note")]
    [InlineData("no", "now")]
    [InlineData("no not at all", "no not at all")]
    [InlineData("no i haven't", "no i haven't")]
    [InlineData("never", "never")]
    [InlineData("i haven't", "i haven't")]
    public void Interpret_SpokenClearNoToSuicideItem_IsNo(string grammar, string free) =>
        Assert.Equal("no", AnswerInterpreter.Interpret(Wish, Heard.Both(grammar, free)).Code);

    [Theory]
    [InlineData("no", "i want to kill myself")]
    [InlineData("no", "i won't kill myself")]
    [InlineData("no", "no i don't want to die")]
    [InlineData("no", "yes")]
    [InlineData("no", "no maybe")]
    [InlineData("no", "no but yesterday i did")]
    [InlineData("no", "well no not since last week when she called me")]
    [InlineData("no i want", "no i want")]
    [InlineData("not really", "not really")]
    [InlineData("no not really", "no not really")]
    [InlineData("i don't think so", "i don't think so")]
    [InlineData("i haven't", "i have")]
    [InlineData("i haven't", "")]
    [InlineData("yes no", "yes no")]
    [InlineData("[unk]", "the weather is nice")]
    [InlineData("maybe", "maybe")]
    [InlineData("i don't know", "i don't know")]
    [InlineData("no [unk]", "no one told me")]
    public void Interpret_AnythingLessThanClearNoToSuicideItem_IsUnclear(string grammar, string free) =>
        Assert.Equal("unclear", AnswerInterpreter.Interpret(Wish, Heard.Both(grammar, free)).Code);

    [Theory]
    [InlineData("[unk]", "yeah")]
    [InlineData("i did", "or i did")]
    [InlineData("no i did", "i did")]
    [InlineData("yes i didn't", "i didn't")]
    [InlineData("yes i think about it to not", "i think about it")]
    [InlineData("absolutely", "have some team")]
    public void Interpret_YesThatMayBeTheRestOfANo_IsConfirmed(string grammar, string free) =>
        Assert.Equal("unclear", AnswerInterpreter.Interpret(Wish, Heard.Both(grammar, free)).Code);

    [Theory]
    [InlineData("no", "no", 0.6, 0.62, "no")]
    [InlineData("no", "know", 0.6, 0.9, "no")]
    [InlineData("no", "you know", 0.58, 0.81, "no")]
    [InlineData("no", "you know", 0.5, 0.81, "unclear")]
    [InlineData("[unk]", "you know", 0.9, 0.9, "unclear")]
    [InlineData("no", "you know yes", 0.9, 0.9, "unclear")]
    [InlineData("no", "go", 0.6, 0.9, "unclear")]
    [InlineData("no", "no", 0.4, 0.62, "unclear")]
    [InlineData("no i've never that", "no i've never felt that way", 0.8, 0.95, "no")]
    [InlineData("rather not to", "the weather is nice", 0.68, 0.8, "unclear")]
    public void Interpret_MeasuredHearings_AsTheTableSays(string grammar, string free, double grammarConfidence, double freeConfidence, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Wish, Heard.Both(grammar, free, grammarConfidence, freeConfidence)).Code);

    [Theory]
    [InlineData("phq.2", "not", 1.0, "not not", "0")]
    [InlineData("phq.2", "not at all", 0.66, "not yet", "0")]
    [InlineData("phq.2", "not", 1.0, "not every day", null)]
    [InlineData("phq.2", "not", 0.5, "not not", null)]
    [InlineData("phq.9", "not", 1.0, "not not", null)]
    [InlineData("phq.9", "not at all", 0.66, "not yet", null)]
    [InlineData("phq.9", "not at all", 0.66, "not not", null)]
    public void Interpret_CutNotAtAll_LeansToItButNeverOnItem9(string item, string grammar, double confidence, string free, string? leaning)
    {
        var answer = AnswerInterpreter.Interpret(Protocol.Load("brief").ItemOf(item)!, Heard.Both(grammar, free, confidence, 0.65));

        Assert.Equal(AnswerKind.Unclear, answer.Kind);
        Assert.Equal(leaning, answer.Leaning);
    }

    [Theory]
    [InlineData("phq.2", 0.25, "0")]
    [InlineData("phq.2", 0.5, null)]
    [InlineData("phq.9", 0.25, null)]
    public void Interpret_FaintWordBesideNot_ObjectsOnlyOnItem9(string item, double confidence, string? leaning)
    {
        var heard = Heard.Both("not", "not yet", 1, 0.6);
        var free = heard.Transcripts[1] with { Words = [Word("not", 0.45, 1), Word("yet", 0.9, confidence)] };

        var answer = AnswerInterpreter.Interpret(Protocol.Load("brief").ItemOf(item)!, heard with { Transcripts = [heard.Transcripts[0], free] });

        Assert.Equal((AnswerKind.Unclear, leaning), (answer.Kind, answer.Leaning));

        static RecognizedWord Word(string text, double start, double confidence) => new(text, start, start + 0.3, confidence);
    }

    [Fact]
    public void Interpret_NoToSuicideItemWithLowConfidence_IsUnclear() =>
        Assert.Equal("LOW_CONFIDENCE", AnswerInterpreter.Interpret(Wish, Heard.Both("no", "oh", grammarConfidence: 0.6)).Why);

    [Fact]
    public void Interpret_NoToSuicideItemByOneEar_IsUnclear() => Assert.Equal("ONE_EAR", AnswerInterpreter.Interpret(Wish, Heard.Grammar("no")).Why);

    [Fact]
    public void Interpret_NoToSuicideItemWhenAnEngineFailed_IsUnclear() =>
        Assert.Equal("unclear", AnswerInterpreter.Interpret(Wish, Heard.Both("no", "no") with { RecognitionFault = "ENGINE_DOWN" }).Code);

    [Fact]
    public void Interpret_NoKeyWhileARiskPhraseWasHeard_IsUnclear() =>
        Assert.Equal("EARS_DISAGREE", AnswerInterpreter.Interpret(Wish, Heard.Both("[unk]", "i will kill myself") with { Keys = "2" }).Why);

    [Fact]
    public void Interpret_Silence_IsMissing() => Assert.Equal(AnswerKind.Missing, AnswerInterpreter.Interpret(Wish, Heard.Nothing).Kind);

    [Fact]
    public void Interpret_SpeechWithoutWords_IsUnclear() =>
        Assert.Equal("NO_WORDS", AnswerInterpreter.Interpret(Wish, Heard.Both("", "")).Why);

    [Fact]
    public void Interpret_EngineFault_IsUnclearNotMissing() =>
        Assert.Equal("ENGINE_FAULT", AnswerInterpreter.Interpret(Wish, Heard.Nothing with { RecognitionFault = "ENGINE_DOWN" }).Why);

    [Theory]
    [InlineData("i'd rather not say")]
    [InlineData("skip")]
    [InlineData("i don't want to talk about it")]
    public void Interpret_Refusal_IsRefused(string text)
    {
        Assert.Equal("refused", AnswerInterpreter.Interpret(Wish, Heard.Both(text, text)).Code);
        Assert.Equal("refused", AnswerInterpreter.Interpret(Interest, Heard.Both(text, text)).Code);
    }

    [Theory]
    [InlineData("no wait yes", "yes")]
    [InlineData("yes i mean no", "unclear")]
    public void Interpret_SelfCorrectionOnSuicideItem_OnlyTowardsYes(string text, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Wish, Heard.Both(text, text)).Code);

    [Theory]
    [InlineData("several days no nearly every day", "3")]
    [InlineData("not at all i mean several days", "1")]
    [InlineData("several days more than half the days", "unclear")]
    public void Interpret_SelfCorrectionOnFrequency_LastCounts(string text, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Interest, Heard.Both(text, text)).Code);

    [Theory]
    [InlineData("not at all", "0")]
    [InlineData("never", "0")]
    [InlineData("no not at all", "0")]
    [InlineData("a few days", "1")]
    [InlineData("some days", "1")]
    [InlineData("several days i think", "1")]
    [InlineData("most days", "2")]
    [InlineData("more than half", "2")]
    [InlineData("more than half the days", "2")]
    [InlineData("almost every day", "3")]
    [InlineData("every single day", "3")]
    [InlineData("all the time", "3")]
    [InlineData("i'd say nearly every day", "3")]
    [InlineData("five days", "1")]
    [InlineData("ten days", "2")]
    [InlineData("seven days", "unclear")]
    [InlineData("half the days", "unclear")]
    [InlineData("less than half the days", "1")]
    [InlineData("not every day", "unclear")]
    [InlineData("not nearly every day", "unclear")]
    [InlineData("yes", "unclear")]
    [InlineData("one", "unclear")]
    [InlineData("i don't know", "unclear")]
    [InlineData("i don't no", "unclear")]
    public void Interpret_SpokenFrequency_FindsTheOption(string text, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Interest, Heard.Both(text, text)).Code);

    [Theory]
    [InlineData("no", "no", 0.38, 1.0, "unclear")]
    [InlineData("no", "no", 0.95, 0.4, "unclear")]
    [InlineData("no", "[unk]", 0.95, 0.9, "unclear")]
    [InlineData("no", "no", 0.95, 0.9, "0")]
    [InlineData("not at all", "no at all", 0.95, 0.4, "0")]
    [InlineData("more than half the days i think", "my hand half of the days i think", 1, 0.96, "2")]
    [InlineData("more than half the days", "half the days", 1, 0.96, "unclear")]
    [InlineData("more than half the days", "my hand half of the days", 0.8, 0.96, "unclear")]
    [InlineData("more than", "more than me", 1, 0.72, "2")]
    [InlineData("more than a few days", "more than a few days", 1, 0.9, "unclear")]
    [InlineData("nearly every", "middle of a cave", 0.8, 0.65, "3")]
    [InlineData("not at all", "not not", 0.66, 0.65, "0")]
    [InlineData("not at all", "not know", 0.56, 0.65, "0")]
    [InlineData("not at all", "not not", 0.5, 0.65, "unclear")]
    [InlineData("not at all", "not every day", 0.66, 0.9, "unclear")]
    [InlineData("not at all", "not yet", 0.66, 0.9, "unclear")]
    [InlineData("not at all", "know all", 0.66, 0.9, "unclear")]
    public void Interpret_FrequencyMeasured_TakesABareNoFromBothEarsOnly(string grammar, string free, double grammarConfidence, double freeConfidence, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Interest, Heard.Both(grammar, free, grammarConfidence, freeConfidence)).Code);

    [Fact]
    public void Interpret_ConsentAgreeAlone_IsOnlyALeaning()
    {
        var answer = AnswerInterpreter.Interpret(Consent, Heard.Both("agree", "green", 1, 0.4));
        Assert.Equal(("unclear", "yes"), (answer.Code, answer.Leaning));
        Assert.Null(AnswerInterpreter.Interpret(Consent, Heard.Both("agree", "don't agree", 1, 0.4)).Leaning);
        Assert.Equal("yes", AnswerInterpreter.Interpret(Consent, Heard.Both("ahead", "good", 0.47, 0.5)).Leaning);
        Assert.Equal("yes", AnswerInterpreter.Interpret(Consent, Heard.Both("yes not agree", "yes i agree", 0.83, 1)).Leaning);
        Assert.Null(AnswerInterpreter.Interpret(Consent, Heard.Both("yes not agree", "yes i don't agree", 0.83, 1)).Leaning);
    }

    [Fact]
    public void Interpret_ZeroOnItemNine_NeedsBothEars()
    {
        Assert.Equal("0", AnswerInterpreter.Interpret(ItemNine, Heard.Both("not at all", "not at all")).Code);
        Assert.Equal("unclear", AnswerInterpreter.Interpret(ItemNine, Heard.Grammar("not at all")).Code);
        Assert.Equal("unclear", AnswerInterpreter.Interpret(ItemNine, Heard.Both("not at all", "not at all i just want to die")).Code);
        Assert.Equal("1", AnswerInterpreter.Interpret(ItemNine, Heard.Both("several days", "sybil gays")).Code);
    }

    [Theory]
    [InlineData("yes i agree", "yes i agree", "yes")]
    [InlineData("okay", "okay", "yes")]
    [InlineData("yes that's fine", "yes that's fine", "yes")]
    [InlineData("no", "no", "no")]
    [InlineData("no i don't agree", "no i don't agree", "no")]
    [InlineData("i agree", "i don't agree", "unclear")]
    [InlineData("yes [unk]", "yes but do not record me", "unclear")]
    [InlineData("maybe", "maybe", "unclear")]
    [InlineData("no ahead", "and head", "unclear")]
    public void Interpret_Consent_MustBePlain(string grammar, string free, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Consent, Heard.Both(grammar, free)).Code);

    [Theory]
    [InlineData("no", "no")]
    [InlineData("yes", "yes")]
    [InlineData("Yes, two years ago.", "yes")]
    [InlineData("no, never", "no")]
    [InlineData("no, but I want to die", "unclear")]
    [InlineData("1", "yes")]
    [InlineData("2", "no")]
    [InlineData("I'd rather not say", "refused")]
    public void Interpret_TypedText_ReadsTheSameWords(string text, string code)
    {
        var answer = AnswerInterpreter.Interpret(Attempt, Heard.Typed(text));
        Assert.Equal(code, answer.Code);
        Assert.Equal(AnswerSource.Text, answer.Source);
    }

    [Theory]
    [InlineData("yes last month", "within_three_months")]
    [InlineData("yes two years ago", "longer_ago")]
    [InlineData("yes when i was a teenager", "longer_ago")]
    [InlineData("yes", null)]
    [InlineData("yes a few months ago", null)]
    public void Interpret_YesThatSaysWhen_KeepsThePeriod(string text, string? period) =>
        Assert.Equal(period, AnswerInterpreter.Interpret(Attempt, Heard.Both("yes", text)).Period);

    [Theory]
    [InlineData("last month", "within_three_months")]
    [InlineData("three months ago", "within_three_months")]
    [InlineData("a couple of weeks ago", "within_three_months")]
    [InlineData("yesterday", "within_three_months")]
    [InlineData("in april", "within_three_months")]
    [InlineData("in march", "unknown")]
    [InlineData("in january", "longer_ago")]
    [InlineData("two years ago and again last week", "within_three_months")]
    [InlineData("two years ago", "longer_ago")]
    [InlineData("four months ago", "longer_ago")]
    [InlineData("in twenty nineteen", "longer_ago")]
    [InlineData("in nineteen ninety five", "longer_ago")]
    [InlineData("last year", "longer_ago")]
    [InlineData("this year", "unknown")]
    [InlineData("a few months ago", "unknown")]
    [InlineData("when i was fifteen", "longer_ago")]
    [InlineData("a long time ago", "longer_ago")]
    [InlineData("i don't remember", "unknown")]
    [InlineData("i'd rather not say", "refused")]
    [InlineData("it was not recently", "unknown")]
    [InlineData("the blue one", "unclear")]
    public void Interpret_When_FindsThePeriod(string text, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(When, Heard.Free(text), Today).Code);

    [Fact]
    public void Interpret_WhenWithoutADate_LeavesMonthsUnknown() =>
        Assert.Equal("unknown", AnswerInterpreter.Interpret(When, Heard.Free("in january")).Code);

    [Fact]
    public void Interpret_WhenByTwoEarsThatDiffer_TheMoreRecentCounts() =>
        Assert.Equal("within_three_months", AnswerInterpreter.Interpret(When, Heard.Both("two years ago", "two weeks ago")).Code);

    [Theory]
    [InlineData("i have been very tired", "given")]
    [InlineData("i skip breakfast most days", "given")]
    [InlineData("i'd rather not say", "refused")]
    public void Interpret_OpenAnswer_IsGivenOrRefused(string text, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Mood, Heard.Free(text)).Code);

    [Fact]
    public void Interpret_OpenAnswerWhoseWordsArePending_IsGiven() =>
        Assert.Equal("given", AnswerInterpreter.Interpret(Mood, Heard.Nothing with { End = TurnEnd.Silence, SpeechSeconds = 8, TranscriptPending = true }).Code);

    [Fact]
    public void Interpret_OtherLanguage_IsSaidSo() =>
        Assert.Equal("OTHER_LANGUAGE", AnswerInterpreter.Interpret(Wish, Heard.Both("[unk]", "no hablo ingles por favor")).Why);

    [Theory]
    [InlineData("no i haven't", 1.0, "no he haven't", "no")]
    [InlineData("no i have not", 0.95, "no you have not", "no")]
    [InlineData("no i haven't", 0.85, "no he haven't", "unclear")]
    [InlineData("no i haven't", 1.0, "no he hasn't", "unclear")]
    [InlineData("no i haven't", 1.0, "now he haven't", "unclear")]
    [InlineData("no i haven't", 1.0, "no i have", "unclear")]
    [InlineData("yes i have", 1.0, "yes he have", "yes")]
    public void Interpret_SuicideItem_EarsThatDifferInOnePronounAgree(string grammar, double confidence, string free, string code) =>
        Assert.Equal(code, AnswerInterpreter.Interpret(Wish, Heard.Both(grammar, free, confidence)).Code);
}
