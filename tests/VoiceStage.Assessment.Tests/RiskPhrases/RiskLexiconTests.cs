using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Tests.RiskPhrases;

public sealed class RiskLexiconTests
{
    public static TheoryData<string> Acute => new(
        "i took all my pills", "i took my pills", "i've taken an overdose", "i have taken a whole bottle of pills", "i swallowed all the tablets", "i took a lot of tylenol", "i just took a handful of sleeping pills", "i took too many pills",
        "i have a gun in my hand", "i've got a knife here", "the gun is loaded and i have it with me", "there is a rope around my neck", "i cut my wrists", "i kept my wrists and i'm bleeding", "i am cutting my wrists right now",
        "i'm going to kill myself tonight", "i am going to kill myself", "i will kill myself", "i'm about to kill myself", "i'm gonna end it all tonight", "i am going to end my life", "i'm going to take my own life", "i want to kill myself right now", "i am going to jump", "i'm standing on the bridge", "i am on the roof of the building",
        "this is goodbye", "i wanted to say goodbye to everyone", "i won't be here tomorrow", "tell my kids i love them", "i wrote a suicide note", "i already did it", "i drank some bleach", "i'm not going to kill myself tonight");

    public static TheoryData<string> Ideation => new(
        "i want to kill myself", "i won't kill myself", "i think about killing myself", "i want to die", "i wanna die", "i want to dye", "i wish i was dead", "i wish i were dead", "i would be better off dead", "my family would be better off without me", "i want to end my life", "i want to end it all", "i think about suicide", "i feel suicidal",
        "i don't want to be here anymore", "i don't want to live anymore", "i do not want to wake up", "i hope i don't wake up", "there is no reason to live", "life is not worth living", "i can't go on like this", "i've been thinking about hurting myself", "i want to hurt my self", "sometimes i cut myself", "i tried to kill myself", "i thought about hanging myself",
        "my brother killed himself", "i don't want to kill myself", "i never think about killing myself", "she said she wants to die", "i'm tired of living", "i wish i had never been born", "better off ded dead", "i've had thoughts of dying", "i wanted to be dead", "i took an overdose two years ago", "when i was a teenager i cut my wrists");

    public static TheoryData<string> Everyday => new(
        "this traffic is killing me", "i died laughing", "my phone died", "the battery is dead", "my back is killing me", "i'm dying to see that movie", "that joke killed me", "we had a dead tree in the garden", "the deadline is tomorrow", "i could kill for a coffee", "he killed it on stage", "my plants died last week", "the line went dead", "i'm dead tired",
        "i went to the store and bought some bread", "i've been sleeping badly", "i feel tired most of the time", "my mood has been up and down", "i worry about money a lot", "work has been stressful", "i take my medication every morning with breakfast", "i take my medicine at night", "the doctor gave me a prescription", "i forgot to pick up my prescription", "i had a headache and took an aspirin",
        "my mother passed away last spring", "my dog died and i miss him", "we watched a movie about the war", "my son is going to jump rope", "i jumped at the chance", "i hang out with friends", "i was hanging the laundry", "i shot some photos", "i cut the grass on sunday", "i cut my finger in the kitchen", "i burned the toast", "i hurt my back lifting boxes", "i hurt my knee running",
        "the meeting will never end", "at the end of the day i am tired", "i ended the call", "it is the end of the month", "i end up staying home", "i want to go home", "i want to sleep", "i want to feel better", "i won't go to work tomorrow", "i will be here tomorrow", "i'm going to see my sister tonight", "i'm going to bed now",
        "i don't want to talk about it", "i don't want to go out anymore", "i don't want to get up in the morning", "i can't sleep", "i can't concentrate on anything", "i can't do my job like this", "nothing makes me happy", "i don't enjoy things anymore", "i feel like a failure", "i let my family down", "i feel worthless", "i cry a lot", "i feel alone",
        "i have a cold", "i have a plan for the weekend with my kids", "we planned a trip", "i planned to paint the house", "i bought a rope for the boat swing yesterday in town", "the gas bill was high", "i filled the car with gas", "the bridge was closed for repairs", "i drove over the bridge", "the roof is leaking", "the train was late", "i missed the bus",
        "i said goodbye to my sister at the airport", "i wrote a letter to my aunt", "i left a note on the fridge", "she would be better off with a new job", "i'd be better off in a bigger flat", "i live with my wife", "i love my kids", "i live for the weekend", "life is good", "life has been hard", "my life is busy", "i woke up late", "i never wake up early", "i can't wake up on time", "the baby wakes us up",
        "i like to read", "i like cooking", "i'd rather not say", "not at all", "several days", "more than half the days", "nearly every day", "yes i agree", "no i haven't", "i take a walk every day", "i took the bus home", "i took a long walk", "i took my kids to school", "i took everything out of the box", "i finished my book", "i shaved and cut myself shaving");

    [Theory]
    [MemberData(nameof(Acute))]
    public void Match_AcutePhrase_IsAcute(string text) => Assert.Equal("acute", RiskLexicon.Default.Match(text) is [var first, ..] ? first.Family : null);

    [Theory]
    [MemberData(nameof(Ideation))]
    public void Match_IdeationPhrase_IsIdeation(string text)
    {
        var matches = RiskLexicon.Default.Match(text);
        Assert.Contains(matches, match => match.Family == "ideation");
        Assert.DoesNotContain(matches, match => match.Family == "acute");
    }

    [Theory]
    [MemberData(nameof(Everyday))]
    public void Match_EverydaySentence_IsNothing(string text) => Assert.Empty(RiskLexicon.Default.Match(text));

    [Theory]
    [InlineData("i don't want to kill myself", "negated")]
    [InlineData("my brother killed himself", "third_person")]
    [InlineData("i tried to kill myself years ago", "past")]
    public void Match_Context_IsMarkedAndNeverDropped(string text, string mark) =>
        Assert.Contains(RiskLexicon.Default.Match(text), match => match.Marks.Contains(mark));

    [Fact]
    public void Match_Transcript_ReadsTheAlternativesToo()
    {
        var transcript = new Transcript { Engine = "vosk/free", Text = "i want to chill my shelf", Alternatives = ["i want to kill myself"] };
        Assert.NotEmpty(RiskLexicon.Default.Match(transcript));
    }

    [Fact]
    public void Match_Place_IsInWordsOfTheText()
    {
        var match = RiskLexicon.Default.Match("well i think i want to die").Single(found => found.PhraseId == "want-to-die");
        Assert.Equal(4, match.FirstWord);
        Assert.Equal(3, match.WordCount);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("[unk]")]
    public void Match_Nothing_GivesNothing(string? text) => Assert.Empty(RiskLexicon.Default.Match(text));

    [Fact]
    public void Match_VeryLongText_IsBounded()
    {
        var text = string.Join(' ', Enumerable.Repeat("and then i went to the store because i want to", 2000)) + " die";
        Assert.NotNull(RiskLexicon.Default.Match(text));
    }

    [Fact]
    public void Match_EveryPosition_PhraseIsFoundBehindAnyWords()
    {
        foreach (var before in new[] { "", "well ", "so last night i was sitting there and " })
        {
            Assert.NotEmpty(RiskLexicon.Default.Match(before + "i want to kill myself and nobody knows"));
        }
    }
}
