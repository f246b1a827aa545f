namespace VoiceStage.Risk.Estimates;

/// <summary>One reason of an estimate, with its share.</summary>
/// <param name="Code">Stable code, for example <c>text.score</c>, <c>phq-9.total</c>, <c>voice.pause_sd_s</c>.</param>
/// <param name="LogLikelihoodRatio">Natural log of the likelihood ratio with which it counted, after all caps.</param>
/// <param name="Share">|log LR| over the sum of all |log LR|, in [0, 1].</param>
public sealed record RiskReason(string Code, double LogLikelihoodRatio, double Share);

/// <summary>A calibrated probability with an interval, or an abstention. Evidence and urgency, never a diagnosis.</summary>
public sealed record RiskEstimate
{
    /// <summary>Model and version, for example <c>lr-fusion/1</c>.</summary>
    public required string Model { get; init; }

    /// <summary>Probability to print, voice counted in both directions within ±ln 3; null when the model abstains.</summary>
    public double? Probability { get; init; }

    /// <summary>Lower end of the interval; null when the model abstains.</summary>
    public double? Lower { get; init; }

    /// <summary>Upper end of the interval; null when the model abstains.</summary>
    public double? Upper { get; init; }

    /// <summary>Probability that may raise a level: voice clamped to [0, ln 3], so that a voice never lowers. Null when the model abstains.</summary>
    public double? ProbabilityForLevel { get; init; }

    /// <summary>Stable code of why there is no estimate (<c>INSUFFICIENT_EVIDENCE</c>, <c>MODEL_FAILED</c>), or null.</summary>
    public string? Abstention { get; init; }

    /// <summary>Reasons, most weighty first.</summary>
    public IReadOnlyList<RiskReason> Reasons { get; init; } = [];
}

/// <summary>Weighs evidence into an estimate. Pure and deterministic; replay calls it again.</summary>
public interface IRiskModel
{
    /// <summary>Model and version, for example <c>lr-fusion/1</c>.</summary>
    string Name { get; }

    /// <summary>Estimates, or abstains; never throws for what a patient did or did not give.</summary>
    RiskEstimate Estimate(RiskInputs inputs);
}
