using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Journal;
using VoiceStage.V1;

namespace VoiceStage.Cli.Demo;

/// <summary>Everything a report shows of one call.</summary>
internal sealed record CallRecord
{
    /// <summary>Name of the story, for example <c>acute</c>.</summary>
    public required string Story { get; init; }

    /// <summary>What the story is about, one line.</summary>
    public required string About { get; init; }

    /// <summary>Outcome as <c>interview</c> prints it.</summary>
    public required JsonObject Outcome { get; init; }

    /// <summary>The hand-over, or null when there is no case.</summary>
    public EscalationSummary? Summary { get; init; }

    /// <summary>The session's journal.</summary>
    public required IReadOnlyList<JournalEntry> Entries { get; init; }

    /// <summary>The stored audio with the offset of its first sample; null when none was stored.</summary>
    public (long StartSample, Recording Audio)? Audio { get; init; }
}
