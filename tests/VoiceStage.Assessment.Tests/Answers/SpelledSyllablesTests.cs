using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.Tests.Answers;

public sealed class SpelledSyllablesTests
{
    [Theory]
    [InlineData("a the i", 3)]
    [InlineData("walked talked wanted needed", 6)]
    [InlineData("table little people", 6)]
    [InlineData("places houses makes takes", 6)]
    [InlineData("didn't couldn't don't can't", 6)]
    [InlineData("radio nation special piano", 10)]
    [InlineData("trying going seeing doing", 8)]
    [InlineData("question quiet quite", 5)]
    [InlineData("lately lonely safety", 6)]
    [InlineData("happier easiest experience", 10)]
    [InlineData("she's james's i'll you'd", 5)]
    [InlineData("yes you yellow beyond", 6)]
    [InlineData("the quick brown fox jumps over the lazy dog", 11)]
    [InlineData("i have been feeling really down for the last few weeks", 13)]
    [InlineData("", 0)]
    [InlineData("[unk] 17 !", 1)]
    public void Count_EnglishWords_IsHowTheyAreSpoken(string text, int count) => Assert.Equal(count, SpelledSyllables.Count(text));
}
