using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Tests.Answers;

public sealed class AnswerGrammarTests
{
    [Theory]
    [InlineData(ItemKind.Frequency, "not at all", true)]
    [InlineData(ItemKind.Frequency, "several days", true)]
    [InlineData(ItemKind.Frequency, "more than half", false)]
    [InlineData(ItemKind.Frequency, "more than half the days", true)]
    [InlineData(ItemKind.Frequency, "nearly every day", true)]
    [InlineData(ItemKind.YesNo, "yes", true)]
    [InlineData(ItemKind.YesNo, "definitely", false)]
    [InlineData(ItemKind.YesNo, "of course", false)]
    [InlineData(ItemKind.Consent, "yes", true)]
    [InlineData(ItemKind.Consent, "a horse", false)]
    public void IsComplete_Phrase_OnlyWhenNothingIsLikelyToFollow(ItemKind kind, string phrase, bool isComplete)
    {
        var grammar = AnswerGrammar.For(new Item { Id = "x", Kind = kind, Text = "?" })!;

        Assert.Equal(isComplete, AnswerGrammar.IsComplete(grammar, phrase));
    }
}
