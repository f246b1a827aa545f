namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>"no" and "know" in one grammar: they sound alike, so where the word stands decides.</summary>
/// <remarks>With "no" and "i don't know" in one grammar the engine shares a clear "no" between both (confidence 0.5 each) and once wrote
/// "no i haven't" as "know i don't". At the start of an answer, or after another "no", the word is "no" and has the confidence of both.
/// Anywhere else it stays what the engine wrote, with its low confidence: "you know ..." must never become a "no".</remarks>
internal static class Homophones
{
    private const string No = "no";
    private const string Know = "know";

    /// <summary>Settles the words of one transcript.</summary>
    public static IReadOnlyList<RecognizedWord> Settle(IReadOnlyList<RecognizedWord> words, IReadOnlyList<string> phrases)
    {
        var vocabulary = phrases.SelectMany(p => p.Split(' ')).ToHashSet(StringComparer.Ordinal);
        if (!vocabulary.Contains(No) || !vocabulary.Contains(Know))
        {
            return words;
        }

        var settled = words.ToArray();
        for (var i = 0; i < settled.Length; i++)
        {
            var begins = i == 0 || settled[i - 1].Text == No;
            if (begins && settled[i].Text is (No or Know))
            {
                settled[i] = settled[i] with { Text = No, Confidence = Both(settled[i].Confidence) };
            }
        }

        return settled;
    }

    private static double? Both(double? confidence) => confidence is { } c ? Math.Min(1, 2 * c) : null;
}
