using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Risk.Estimates;

/// <summary>The stage-1 text score.</summary>
/// <param name="Value">In [0, 1].</param>
/// <param name="Scale">Only <c>probability</c> is weighed.</param>
/// <param name="IsHigh">Whether it is at or above the site's threshold.</param>
public sealed record TextEvidence(double Value, string Scale, bool IsHigh);

/// <summary>What one instrument gave.</summary>
/// <param name="Instrument">Id, for example <c>phq-9</c>.</param>
/// <param name="Total">Sum score, or null when it may not be formed.</param>
/// <param name="Result">Stable result code: <c>positive</c>, <c>negative</c>, <c>imminent</c>, <c>unknown</c> or a band.</param>
public sealed record InstrumentEvidence(string Instrument, double? Total, string Result);

/// <summary>How one answer was spoken.</summary>
/// <param name="Task"><c>speech</c>, <c>vowel</c>, <c>reading</c> or <c>closed</c>.</param>
/// <param name="Item">Item id.</param>
/// <param name="Profile">The measured voice.</param>
/// <param name="ResponseLatencySeconds">From the end of playback to the first speech; null when unknown.</param>
public sealed record VoiceEvidence(string Task, string Item, VoiceProfile Profile, double? ResponseLatencySeconds);

/// <summary>Everything an estimate may weigh. What is missing is missing, never a default.</summary>
public sealed record RiskInputs
{
    /// <summary>Stage-1 score, or null.</summary>
    public TextEvidence? Text { get; init; }

    /// <summary>Instruments that were begun.</summary>
    public IReadOnlyList<InstrumentEvidence> Instruments { get; init; } = [];

    /// <summary>Answers by item, in the codes of a site's table: <c>0</c>–<c>3</c>, <c>no</c>, <c>yes</c>, <c>refused</c>, <c>unclear</c>; what was not asked or answered is not here.</summary>
    public IReadOnlyDictionary<string, string> Answers { get; init; } = new Dictionary<string, string>(StringComparer.Ordinal);

    /// <summary>Voice profiles of the answers so far.</summary>
    public IReadOnlyList<VoiceEvidence> Voice { get; init; } = [];

    /// <summary>Behaviour in the call, stable codes: <c>refused:asq.3</c>, <c>hung_up</c>, <c>silent</c>, <c>help_requested</c>.</summary>
    public IReadOnlyList<string> Behaviour { get; init; } = [];

    /// <summary><c>female</c>, <c>male</c> or null: chooses the norms.</summary>
    public string? Sex { get; init; }
}
