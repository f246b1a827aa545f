namespace VoiceStage.Assessment.Answers;

/// <summary>"Five days", "twelve days out of fourteen": a count of days in two weeks as a frequency option.</summary>
/// <remarks>Of 14 days, 1 to 6 are several, 8 to 11 more than half, 12 to 14 nearly every day; 7 is neither and is asked again.</remarks>
internal static class SpokenDayCount
{
    /// <summary>Finds a count among the words left over and takes its words out of them.</summary>
    internal static IntentFound? Take(List<string> words, List<int> leftOver)
    {
        for (var index = 0; index < words.Count - 1; index++)
        {
            if (words[index + 1] is "days" or "day" && leftOver.Contains(index) && SpokenNumber.Of(words[index]) is { } count)
            {
                leftOver.Remove(index);
                leftOver.Remove(index + 1);
                return new IntentFound(Option(count), index, 2);
            }
        }

        return null;
    }

    private static AnswerIntent Option(int days) => days switch
    {
        0 => AnswerIntent.Frequency0,
        <= 6 => AnswerIntent.Frequency1,
        7 => AnswerIntent.FrequencyAmbiguous,
        <= 11 => AnswerIntent.Frequency2,
        <= 14 => AnswerIntent.Frequency3,
        _ => AnswerIntent.FrequencyAmbiguous,
    };
}
