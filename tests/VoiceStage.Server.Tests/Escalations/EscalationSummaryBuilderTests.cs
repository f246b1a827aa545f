using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Escalations;

public sealed class EscalationSummaryBuilderTests
{
    private static readonly EscalationCase Imminent = new()
    {
        Id = "e1",
        AssessmentId = "s1",
        PatientId = "patient-1",
        Level = CareLevel.Imminent,
        State = EscalationState.Open,
        Pending = false,
        Reasons = ["asq.5:yes", "asq.3:yes"],
        Annotations = [],
        StageOneHigh = true,
        CreateTime = TestStore.Start,
        AcknowledgeDeadline = TestStore.Start.AddMinutes(5),
        ContactDeadline = TestStore.Start.AddMinutes(15),
        Rung = 0,
        Etag = "1",
    };

    [Fact]
    public void Build_AcuteAnswer_StandsFirstWithItsWordsAndPlace()
    {
        var summary = EscalationSummaryBuilder.Build(Imminent, Journal(0.9), null, []);

        var first = summary.Evidence[0];
        Assert.Equal(("answer", "asq.5:yes", "yes (\"yes i am\")", 3d), (first.Source, first.Code, first.Quote, first.AudioOffsetSeconds));
        Assert.Contains("acknowledge by 2026-03-01 12:05Z", summary.Situation, StringComparison.Ordinal);
        Assert.Contains("0.90", summary.Background, StringComparison.Ordinal);
        Assert.Contains("Contact by 2026-03-01 12:15Z", summary.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_NothingKnown_SaysWhatIsMissingAndNeverNo()
    {
        var summary = EscalationSummaryBuilder.Build(Imminent with { Level = CareLevel.Unknown, Reasons = [] }, [], null, []);

        Assert.Contains("suicide items not all answered: unknown, not no", summary.Missing);
        Assert.Contains("current location", summary.Missing);
        Assert.Contains("unknown is not no", summary.Recommendation, StringComparison.Ordinal);
    }

    [Fact]
    public void Build_UnclearItem_StandsInTheInstrumentTableAsUnknown()
    {
        var summary = EscalationSummaryBuilder.Build(Imminent, Journal(null), null, []);

        Assert.Contains("asq.2", Assert.Single(summary.Instruments, i => i.Instrument == "asq").UnknownItems);
        Assert.Contains("asq.2 unclear", summary.Missing);
    }

    [Fact]
    public void Build_SecondEarHeard_ItsWordsAreQuotedAndWhatItDidNotHearIsMissing()
    {
        var journal = Journal(0.9);
        journal.Add(new("s1", journal.Count + 1, TestStore.Start, 64_000, new SecondEarHeard("p3", "asq.5", new() { Engine = "azure/free", Text = "yes i am now" }, null)));
        journal.Add(new("s1", journal.Count + 1, TestStore.Start, 64_000, new SecondEarHeard("p4", "mood", null, "SERVICE_BUSY")));

        var summary = EscalationSummaryBuilder.Build(Imminent, journal, null, []);

        Assert.Equal("yes (\"yes i am now\")", summary.Evidence[0].Quote);
        Assert.Contains("words of the embedded engine only: mood SERVICE_BUSY", summary.Missing);
    }

    [Fact]
    public void Build_ManyPosts_QuotesThoseWorthTheirReadingAndTheirTellingStretch()
    {
        var journal = Journal(0.9);
        var filler = string.Join(' ', Enumerable.Repeat("canal", 90));
        var referral = TestStore.Opened("s1").Referral with
        {
            TextScore = new(.9, "probability", null, []),
            Posts = [new(filler, null, .6), new($"{filler} my sister never wanted to kill herself {filler}", null, .5), new("late bus again", null, .55)],
        };
        journal[0] = journal[0] with { Event = TestStore.Opened("s1") with { Referral = referral } };

        var posts = EscalationSummaryBuilder.Build(Imminent, journal, null, []).Evidence.Where(piece => piece.Code == "text.post").ToList();

        Assert.Equal(["late bus again"], posts.Where(post => post.WordCount == 3).Select(post => post.Quote));
        var phrase = Assert.Single(posts, post => post.WordCount > 3);
        Assert.Contains("kill herself", phrase.Quote, StringComparison.Ordinal);
        Assert.Equal(VoiceStage.Risk.Findings.EvidenceStrength.IdeationPhrase, phrase.Strength);
        Assert.Contains("third_person", phrase.Marks);
    }

    [Theory]
    [InlineData(10)]
    [InlineData(10_000)]
    public void Build_AnyLengthOfWords_TextHoldsFourPartsInAtMostTwoHundredWords(int words)
    {
        var talk = string.Join(' ', Enumerable.Repeat("word", words));

        var text = EscalationSummaryBuilder.Build(Imminent, Journal(0.9, talk), TestStore.Opened("s1").Referral with { CurrentLocation = talk }, []).Text;

        Assert.InRange(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length, 1, 200);
        Assert.StartsWith("S: ", text, StringComparison.Ordinal);
        Assert.Contains("\nR: ", text, StringComparison.Ordinal);
        Assert.Contains("Contact by", text, StringComparison.Ordinal);
    }

    private static List<JournalEntry> Journal(double? score, string words = "yes i am")
    {
        SessionEvent[] events =
        [
            TestStore.Opened("s1", score),
            new StreamConnected("c1", CallChannel.Phone, 16_000, true, true, 0),
            new AnswerInterpreted("asq.2", "p1", Answer.Unclear(AnswerSource.Voice, "EARS_DISAGREE"), true),
            new AnswerInterpreted("asq.3", "p2", Answer.Understood("yes", AnswerSource.Key), true),
            new AnswerHeard
            {
                PromptId = "p3", ItemId = "asq.5", End = TurnEnd.Silence, StartSample = 48_000, EndSample = 64_000, Transcripts = [new() { Engine = "vosk/free", Text = words }],
            },
            new AnswerInterpreted("asq.5", "p3", Answer.Understood("yes", AnswerSource.Voice, 0.9), true),
        ];
        return [.. events.Select((happened, i) => new JournalEntry("s1", i + 1, TestStore.Start, 64_000, happened))];
    }

    [Theory]
    [InlineData(12, "12 syllables by sound and 13 by words.")]
    [InlineData(5, "5 syllables by sound and 13 by words (62 % apart: doubt the rate).")]
    public void Build_AnswerWithWordTimes_TellsBothSyllableCounts(int bySound, string told)
    {
        var words = "i have been feeling really down for the last few weeks".Split(' ');
        var profile = new VoiceStage.Acoustics.Profiles.VoiceProfile
        {
            Version = "test", DurationSeconds = 4, SampleRateHz = 16_000,
            Measures = VoiceStage.Acoustics.Profiles.VoiceSetKeys.All.ToDictionary(
                key => key, key => key == "syllable_count" ? VoiceStage.Acoustics.Profiles.Reading.Of(bySound) : VoiceStage.Acoustics.Profiles.Reading.Withheld(VoiceStage.Acoustics.Profiles.Unmeasured.NoPause)),
        };
        var heard = new AnswerHeard
        {
            PromptId = "p1", ItemId = "mood", End = TurnEnd.Silence,
            Transcripts = [new() { Engine = "vosk/free", Text = string.Join(' ', words), Words = [.. words.Select((word, i) => new VoiceStage.Speech.Recognition.RecognizedWord(word, i * 0.3, i * 0.3 + 0.2, 0.9))] }],
        };

        var summary = EscalationSummaryBuilder.Build(Imminent, [new JournalEntry("s1", 1, TestStore.Start, 0, heard)], null, [new VoiceEvidence("speech", "mood", profile, null)]);

        Assert.Contains(told, Assert.Single(summary.VoiceFindings).Replace("%", " %", StringComparison.Ordinal).Replace("  ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
    }
}
