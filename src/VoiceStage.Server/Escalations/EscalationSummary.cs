using VoiceStage.Risk.Findings;

namespace VoiceStage.Server.Escalations;

/// <summary>One line of the instrument table.</summary>
/// <param name="Instrument">Id, for example <c>phq-9</c>.</param>
/// <param name="Total">Sum; null when it may not be formed.</param>
/// <param name="Result">Result code or band.</param>
/// <param name="UnknownItems">Items asked without a clear answer.</param>
public sealed record SummaryInstrument(string Instrument, double? Total, string Result, IReadOnlyList<string> UnknownItems);

/// <summary>What a clinician reads in under a minute, in SBAR order. One model for the service, the report and the console.</summary>
public sealed record EscalationSummary
{
    /// <summary>Situation: who, level, why now, the clock.</summary>
    public required string Situation { get; init; }
    /// <summary>Background: stage-1 score and trend, how to reach, consent limits.</summary>
    public required string Background { get; init; }
    /// <summary>Assessment: evidence by expected worth per second of reading, what decides alone first.</summary>
    public required IReadOnlyList<EvidencePiece> Evidence { get; init; }
    /// <summary>Instrument table with unknowns.</summary>
    public required IReadOnlyList<SummaryInstrument> Instruments { get; init; }
    /// <summary>Contradictions found.</summary>
    public required IReadOnlyList<string> Contradictions { get; init; }
    /// <summary>What is missing.</summary>
    public required IReadOnlyList<string> Missing { get; init; }
    /// <summary>Voice findings, supportive only.</summary>
    public required IReadOnlyList<string> VoiceFindings { get; init; }
    /// <summary>Recommendation: required action and deadline.</summary>
    public required string Recommendation { get; init; }
    /// <summary>The four parts as one plain text of at most 200 words.</summary>
    public required string Text { get; init; }
}
