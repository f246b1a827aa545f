using System.Collections.Concurrent;

namespace VoiceStage.Speech.Recognition.Scripted;

/// <summary>A recogniser that hears what a script says: right, wrong, slowly, nothing, or a fault. For tests and rehearsals.</summary>
/// <remarks>The n-th utterance of an item takes the item's n-th line, later ones its last; an item without lines is heard as nothing.
/// Word times do not follow the sound: words are laid out evenly and those that would lie beyond its end are squeezed into it.</remarks>
public sealed class ScriptedRecognizer : ISpeechRecognizer
{
    private readonly IReadOnlyDictionary<string, IReadOnlyList<ScriptedLine>> script;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, int> askings = new(StringComparer.Ordinal);

    /// <summary>Makes one.</summary>
    /// <param name="script">Lines by item id, in the order of the askings.</param>
    /// <param name="clock">Runs the delays.</param>
    public ScriptedRecognizer(IReadOnlyDictionary<string, IReadOnlyList<ScriptedLine>> script, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(script);
        ArgumentNullException.ThrowIfNull(clock);
        this.script = script;
        this.clock = clock;
    }

    /// <inheritdoc/>
    public string Engine => "scripted";

    /// <summary>How often an item was listened to.</summary>
    public int AskingCount(string itemId) => askings.GetValueOrDefault(itemId);

    /// <inheritdoc/>
    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SampleRateHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.SampleRateHz, 384_000);
        if (request.Keyphrases is not null)
        {
            throw new NotSupportedException("The scripted recogniser does not spot keyphrases.");
        }

        var id = request.ItemId ?? "";
        var asking = askings.AddOrUpdate(id, 1, (_, n) => n + 1);
        var lines = script.GetValueOrDefault(id) ?? [];
        var line = lines.Count == 0 ? new ScriptedLine("") : lines[Math.Min(asking, lines.Count) - 1];
        return new ScriptedUtterance(line, request, clock);
    }
}
