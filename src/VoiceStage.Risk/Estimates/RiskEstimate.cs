namespace VoiceStage.Risk.Estimates;

/// <summary>One reason of an estimate, with its share.</summary>
/// <param name="Code">Stable code, for example <c>text.score</c>, <c>phq-9.total</c>, <c>voice.pause_sd_s</c>.</param>
/// <param name="LogLikelihoodRatio">Natural log of the likelihood ratio with which it counted, after all caps.</param>
/// <param name="Share">|log LR| over the sum of all |log LR|, in [0, 1].</param>
public sealed record RiskReason(string Code, double LogLikelihoodRatio, double Share);

/// <summary>What a fitted model makes of the same evidence, kept beside the estimate that counts.</summary>
/// <param name="Model">Name of the fitted model with the start of its training hash.</param>
/// <param name="Probability">Calibrated, voice within ±ln 3.</param>
/// <param name="ProbabilityForLevel">The same with a voice that never lowers.</param>
/// <param name="IsInsufficient">Whether both labels stay possible at the conformal level.</param>
/// <param name="MayRaise">Whether the site has enabled it: then it may raise a level, never lower one.</param>
/// <param name="Reasons">Its largest contributions, at most five.</param>
public sealed record ShadowEstimate(string Model, double Probability, double ProbabilityForLevel, bool IsInsufficient, bool MayRaise, IReadOnlyList<RiskReason> Reasons);

/// <summary>A calibrated probability with an interval, or an abstention. Evidence and urgency, never a diagnosis.</summary>
public sealed record RiskEstimate
{
    /// <summary>Model and version, for example <c>lr-fusion/2</c>.</summary>
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

    /// <summary>A fitted model beside this one, or null. Journalled, shown to nobody, until the site has evaluated it.</summary>
    [System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)]
    public ShadowEstimate? Shadow { get; init; }
}

/// <summary>Weighs evidence into an estimate. Pure and deterministic; replay calls it again.</summary>
public interface IRiskModel
{
    /// <summary>Model and version, for example <c>lr-fusion/2</c>.</summary>
    string Name { get; }

    /// <summary>Estimates, or abstains; never throws for what a patient did or did not give.</summary>
    RiskEstimate Estimate(RiskInputs inputs);
}
