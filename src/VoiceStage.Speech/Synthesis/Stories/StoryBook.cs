using System.Text.Json;
using System.Text.Json.Serialization;

namespace VoiceStage.Speech.Synthesis.Stories;

/// <summary>The file that says what simulated patients answer and how they sound.</summary>
public sealed record StoryBook
{
    private static readonly JsonSerializerOptions Reading = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };

    /// <summary>The patients.</summary>
    public required IReadOnlyList<Story> Patients { get; init; }

    /// <summary>Reads a book.</summary>
    /// <param name="path">A JSON file.</param>
    /// <exception cref="InvalidDataException">It is not a story book; the message says where.</exception>
    public static StoryBook Read(string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            var book = JsonSerializer.Deserialize<StoryBook>(file, Reading) ?? throw new InvalidDataException($"{path} is empty.");
            foreach (var story in book.Patients)
            {
                story.Check(path);
            }

            return book;
        }
        catch (JsonException e)
        {
            throw new InvalidDataException($"{path} is not a story book: {e.Path} at line {e.LineNumber + 1}.", e);
        }
    }
}
