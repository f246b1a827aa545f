using VoiceStage.Risk.Estimates;

namespace VoiceStage.Risk.Fusion;

/// <summary>The model that counts, with a fitted one beside it. In shadow the fitted one is journalled and changes nothing; enabled by its site it may raise a level, never lower one.</summary>
/// <remarks>What a model may do to a level is decided here and in the rules, outside the model: whatever numbers its file holds, the probability that may raise a level is never less
/// than without it, and a voice never makes it less. An estimate that is "insufficient" may raise too: what is not known is not "no", and a case of its own is a person's look within a day.</remarks>
public sealed class ShadowedModel : IRiskModel
{
    private const int MostReasons = 5;
    private readonly IRiskModel counts;
    private readonly FittedFusion fitted;
    private readonly string fittedName;
    private readonly bool mayRaise;

    /// <summary>Puts both together.</summary>
    /// <param name="counts">The model that counts.</param>
    /// <param name="file">The fitted one's file: its version and training hash name it.</param>
    /// <param name="fitted">The fitted one.</param>
    /// <param name="mayRaise">Whether the site has enabled it.</param>
    public ShadowedModel(IRiskModel counts, FusionModelFile file, FittedFusion fitted, bool mayRaise)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(file);
        ArgumentNullException.ThrowIfNull(fitted);
        (this.counts, this.fitted, this.mayRaise) = (counts, fitted, mayRaise);
        fittedName = $"{file.Version}@{file.TrainingHash[..Math.Min(12, file.TrainingHash.Length)]}";
    }

    /// <inheritdoc/>
    public string Name => $"{counts.Name}{(mayRaise ? "+" : " beside ")}{fittedName}";

    /// <inheritdoc/>
    public RiskEstimate Estimate(RiskInputs inputs)
    {
        var estimate = counts.Estimate(inputs);
        FusionPrediction prediction;
        try
        {
            prediction = fitted.Predict(FusionFeatures.Of(inputs));
        }
#pragma warning disable CA1031 // A guest that fails takes nothing with it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return estimate with { Model = Name };
        }

        var all = prediction.Contributions.Sum(Math.Abs);
        var reasons = prediction.Contributions.Select((part, i) => new RiskReason(FusionFeatures.All[i].Name, part, all > 0 ? Math.Abs(part) / all : 0))
            .Where(reason => reason.LogLikelihoodRatio != 0).OrderByDescending(reason => reason.Share).Take(MostReasons).ToList();
        var shadow = new ShadowEstimate(fittedName, prediction.Probability, prediction.ProbabilityForLevel, prediction.IsInsufficient, mayRaise, reasons);
        return estimate with
        {
            Model = Name,
            Shadow = shadow,
            ProbabilityForLevel = mayRaise && double.IsFinite(prediction.ProbabilityForLevel)
                ? Math.Max(estimate.ProbabilityForLevel ?? 0, prediction.ProbabilityForLevel) : estimate.ProbabilityForLevel,
        };
    }
}
