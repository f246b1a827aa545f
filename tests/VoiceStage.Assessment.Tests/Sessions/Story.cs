namespace VoiceStage.Assessment.Tests.Sessions;

/// <summary>Answers of a whole call by item; a test changes single ones.</summary>
internal static class Story
{
    /// <summary>Everything is fine: keys 1 = not at all for frequencies, 2 = no for yes/no.</summary>
    public static Dictionary<string, string> Well(params (string Item, string Answer)[] changes)
    {
        var answers = new Dictionary<string, string>
        {
            ["consent"] = "yes",
            ["line"] = "one two three four five six seven eight nine ten",
            ["neutral"] = "yesterday i went to the market and cooked",
            ["mood"] = "pretty good i would say",
            ["reading"] = "one two three four five",
            ["closing"] = "nothing else thank you",
            ["offer.person"] = "2",
            ["asq.4.when"] = "2",
        };
        foreach (var number in Enumerable.Range(1, 9))
        {
            answers[$"phq.{number}"] = "1";
        }

        foreach (var number in Enumerable.Range(1, 5))
        {
            answers[$"asq.{number}"] = "2";
        }

        foreach (var (item, answer) in changes)
        {
            answers[item] = answer;
        }

        return answers;
    }
}
