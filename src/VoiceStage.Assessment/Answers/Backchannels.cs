namespace VoiceStage.Assessment.Answers;

/// <summary>Sounds that a listener makes without wanting the word, and the echo of our own voice: neither is a reason to stop talking.</summary>
public static class Backchannels
{
    /// <summary>"mm-hm" and its like, and what engines make of a cough or a breath. No "yes" and no "okay": while a question is read aloud they may answer it.</summary>
    private static readonly HashSet<string> Nothing = new(
        [SpokenWords.Reject, "um", "uh", "er", "erm", "hm", "hmm", "mm", "ah", "oh", "huh", "the", "a"], StringComparer.Ordinal);

    /// <summary>Fewer words than this in common with the prompt are no sign of an echo: a patient uses the words of the question too.</summary>
    private const int LeastEchoWords = 3;

    /// <summary>Whether nothing was said.</summary>
    /// <param name="words">Lower case, as engines give them.</param>
    public static bool AreNothing(string words) => SpokenWords.WriteOut(words).TrueForAll(Nothing.Contains);

    /// <summary>Whether the words stand in the prompt in this order, one after the other.</summary>
    /// <param name="words">Lower case, as engines give them.</param>
    /// <param name="prompt">The prompt's text.</param>
    public static bool AreEcho(string words, string prompt)
    {
        var heard = SpokenWords.WriteOut(words);
        heard.RemoveAll(Nothing.Contains);
        var said = SpokenWords.WriteOut(prompt);
        said.RemoveAll(Nothing.Contains);
        return heard.Count >= LeastEchoWords
            && Enumerable.Range(0, Math.Max(0, said.Count - heard.Count + 1)).Any(at => said.GetRange(at, heard.Count).SequenceEqual(heard));
    }
}
