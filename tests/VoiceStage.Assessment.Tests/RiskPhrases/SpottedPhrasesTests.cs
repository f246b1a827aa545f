using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Tests.RiskPhrases;

public sealed class SpottedPhrasesTests
{
    [Theory]
    [InlineData("took a lot of pills", "acute")]
    [InlineData("kill myself going to kill myself", "acute")]
    [InlineData("kill myself", "ideation")]
    [InlineData("lot of pills", "ideation")]
    [InlineData("lot of", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public void FamilyOf_WhatASpotterHeard_IsTheGravest(string? heard, string? family) => Assert.Equal(family, SpottedPhrases.FamilyOf(heard));

    [Fact]
    public void Match_TranscriptOfAKeyphraseEar_CarriesItsOwnFamily()
    {
        var doubt = RiskLexicon.Default.Match(new Transcript { Engine = "vosk/keyphrases", Text = "lot of pills" });

        Assert.Equal("ideation", Assert.Single(doubt).Family);
        Assert.Empty(RiskLexicon.Default.Match(new Transcript { Engine = "vosk/free", Text = "lot of pills" }));
    }

    [Fact]
    public void All_Phrases_AreWrittenAsAnEngineHearsThemAndHaveTwoWordsOrMore()
    {
        Assert.All(SpottedPhrases.All, phrase => Assert.Equal(phrase.ToLowerInvariant().Trim(), phrase));
        Assert.DoesNotContain(SpottedPhrases.All, phrase => phrase.Split(' ').Length < 2);
        Assert.Equal(SpottedPhrases.All.Count, SpottedPhrases.All.Distinct().Count());
    }

    [Fact]
    public void Acute_EveryPhrase_IsFoundInsideLongerOnes() => Assert.All(SpottedPhrases.Acute, phrase => Assert.Equal("acute", SpottedPhrases.FamilyOf($"have a gun {phrase}")));

    [Theory]
    [InlineData("loaded gun", "little keen to get into your thoughts of marking key cruel", "ideation")]
    [InlineData("drank bleach", "full of delicate with drapes", "ideation")]
    [InlineData("kill myself today", "i will feel myself today", "acute")]
    [InlineData("took an overdose", "i can overdose", "acute")]
    [InlineData("took an overdose", "", "acute")]
    [InlineData("took an overdose", null, "acute")]
    [InlineData("kill myself", "the weather is fine", "ideation")]
    [InlineData("", "the weather is fine", null)]
    public void FamilyOf_BesideTheFreeEar_OnlyWhatItContradictsIsADoubt(string spotted, string? beside, string? family) =>
        Assert.Equal(family, SpottedPhrases.FamilyOf(spotted, beside));

    [Fact]
    public void Match_EarsOfOneTurn_CompareWordsOfTheSameSecondsOnly()
    {
        var spotted = Heard("vosk/keyphrases", 10, "loaded", "gun");
        var before = Heard("vosk/free", 2, "a", "gun", "shop");
        var beside = Heard("vosk/free", 10, "gun");

        Assert.Equal("ideation", Assert.Single(RiskLexicon.Default.Match([before with { Text = "a gun shop and the rest", Words = [.. before.Words, new("rest", 10, 10.5, 0.6)] }, spotted])).Family);
        Assert.Equal("acute", Assert.Single(RiskLexicon.Default.Match([beside, spotted])).Family);
        Assert.Equal("acute", Assert.Single(RiskLexicon.Default.Match([spotted])).Family);

        static Transcript Heard(string engine, double start, params string[] words) => new()
        {
            Engine = engine,
            Text = string.Join(' ', words),
            Words = [.. words.Select((word, i) => new RecognizedWord(word, start + (0.4 * i), start + (0.4 * i) + 0.3, 0.9))],
        };
    }

    [Theory]
    [InlineData("more than half the days", 0.9, "more than half the days", 0)]
    [InlineData("more than half the days", 0.9, "more than have the day", 0)]
    [InlineData("more than half the days", 0.7, "more than half the days", 1)]
    [InlineData("more than half the days", 0.9, "i overdosed", 1)]
    [InlineData("more than half the days", 0.9, "the weather is fine", 1)]
    [InlineData("more than half the days", 0.9, "", 1)]
    [InlineData("[unk] half the days", 0.9, "more than half the days", 1)]
    [InlineData("not at all", 0.99, "not at all", 1)]
    [InlineData("no", 0.99, "no", 1)]
    public void Match_TwoEarsAgreeOnHowOften_OutvoteTheKeyphraseEar(string grammar, double confidence, string free, int matches)
    {
        var found = RiskLexicon.Default.Match(
        [
            new Transcript { Engine = "vosk/grammar", Text = grammar, Confidence = confidence },
            new Transcript { Engine = "vosk/free", Text = free },
            new Transcript { Engine = "vosk/keyphrases", Text = "i overdosed" },
        ]);

        Assert.Equal(matches, found.Count(match => match.PhraseId.StartsWith("spotted-", StringComparison.Ordinal)));
    }
}
