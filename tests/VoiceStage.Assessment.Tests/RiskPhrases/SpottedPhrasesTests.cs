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
}
