namespace VoiceStage.Risk.Fusion;

/// <summary>What a voice feature is compared with, and how it is associated with severity.</summary>
/// <param name="Code">Reason code; the ending names the task it holds for.</param>
/// <param name="Family">Features of one family say much the same: their terms are averaged.</param>
/// <param name="MaleMean">Mean for male speakers.</param>
/// <param name="MaleDeviation">Standard deviation, above 0.</param>
/// <param name="FemaleMean">Mean for female speakers.</param>
/// <param name="FemaleDeviation">Standard deviation, above 0.</param>
/// <param name="Correlation">Correlation with severity.</param>
/// <param name="Reliability">Reliability of one session, in (0, 1].</param>
public sealed record VoiceNorm(
    string Code, string Family, double MaleMean, double MaleDeviation, double FemaleMean, double FemaleDeviation, double Correlation, double Reliability)
{
    /// <summary>Correlation of one session's reading with severity: r √α.</summary>
    public double SessionCorrelation => Correlation * Math.Sqrt(Reliability);

    /// <summary>Standard score; an unknown sex takes the middle of both norms. Clamped to ±3, so that one odd measure does not carry the voice.</summary>
    /// <param name="value">The reading, in the feature's unit.</param>
    /// <param name="sex"><c>female</c>, <c>male</c> or null.</param>
    public double Score(double value, string? sex)
    {
        var (mean, deviation) = sex switch
        {
            "female" => (FemaleMean, FemaleDeviation),
            "male" => (MaleMean, MaleDeviation),
            _ => ((MaleMean + FemaleMean) / 2, (MaleDeviation + FemaleDeviation) / 2),
        };
        return Math.Clamp((value - mean) / deviation, -3, 3);
    }
}
