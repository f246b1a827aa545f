using VoiceStage.Assessment.RiskPhrases;

namespace VoiceStage.Assessment.Tests.RiskPhrases;

public sealed class ControlPhrasesTests
{
    [Theory]
    [InlineData("i need help now", ControlPhrase.NeedHelpNow)]
    [InlineData("please get me a person i can not do this", ControlPhrase.NeedHelpNow)]
    [InlineData("can i talk to someone please", ControlPhrase.NeedHelpNow)]
    [InlineData("stop recording", ControlPhrase.StopRecording)]
    [InlineData("i don't want to be recorded", ControlPhrase.StopRecording)]
    [InlineData("say that again", ControlPhrase.Repeat)]
    [InlineData("sorry can you repeat that", ControlPhrase.Repeat)]
    [InlineData("skip", ControlPhrase.Skip)]
    [InlineData("just a moment", ControlPhrase.Pause)]
    [InlineData("i can't talk right now", ControlPhrase.CannotTalk)]
    [InlineData("no hablo ingles por favor", ControlPhrase.OtherLanguage)]
    [InlineData("do you speak spanish", ControlPhrase.OtherLanguage)]
    [InlineData("you have the wrong number", ControlPhrase.OtherPerson)]
    public void Match_ControlWords_AreFound(string text, ControlPhrase phrase) => Assert.Equal(phrase, ControlPhrases.Match(text)?.Phrase);

    [Theory]
    [InlineData("yes")]
    [InlineData("no not at all")]
    [InlineData("i skip breakfast most mornings")]
    [InlineData("i help my mother with the shopping")]
    [InlineData("i told him what i think about it and he said what")]
    [InlineData("my mood has been low and i have been tired")]
    [InlineData("")]
    [InlineData(null)]
    public void Match_OrdinaryAnswers_AreNoControls(string? text) => Assert.Null(ControlPhrases.Match(text));
}
