namespace VoiceStage.Assessment.Answers;

/// <summary>What is said every day in answers to open questions, for a recogniser's phrase list: pieces, not sentences, since the engine strings them together.</summary>
public static class DomainPhrases
{
    /// <summary>Lower case, each once.</summary>
    public static IReadOnlyList<string> All { get; } = Read();

    private static string[] Read()
    {
        using var stream = Questionnaires.EmbeddedData.Open("Answers.DomainPhrases.json")!;
        return System.Text.Json.JsonSerializer.Deserialize<string[]>(stream, Questionnaires.EmbeddedData.Json)!;
    }
}
