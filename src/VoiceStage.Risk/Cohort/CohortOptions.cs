namespace VoiceStage.Risk.Cohort;

/// <summary>How many synthetic people are drawn, and from what world.</summary>
public sealed record CohortOptions
{
    /// <summary>Number of people, in [1, 1,000,000]. Default 1000.</summary>
    public int People { get; init; } = 1000;

    /// <summary>Seed: the same seed and settings give the same people. Default 7.</summary>
    public int Seed { get; init; } = 7;

    /// <summary>Share of people with ideation, in (0, 1). Default 0.20 (clinic); 0.05 is a general population in 12 months (design defaults).</summary>
    public double BaseRate { get; init; } = .20;

    /// <summary>Area under the ROC curve of the stage-1 text score for ideation, in (0.5, 1). Default 0.75; results are reported over 0.65, 0.75, 0.85.</summary>
    public double TextAuroc { get; init; } = .75;

    /// <summary>Probability that a true "yes" to a suicide item is denied, in [0, 1). Default 0.35; results are reported over 0.2, 0.35, 0.5.</summary>
    public double DenialRate { get; init; } = .35;

    /// <summary>Correlation of one person's denials between two suicide items, in [0, 1). Default 0.6.</summary>
    public double DenialCorrelation { get; init; } = .6;

    /// <summary>Probability of a "yes" to a suicide item where the truth is no, in [0, 1). Default 0.02.</summary>
    public double FalseYesRate { get; init; } = .02;

    /// <summary>Share of calls that the patient ends early, rising with severity, in [0, 1). Default 0.08.</summary>
    public double HangUpRate { get; init; } = .08;

    /// <summary>Share of people who refuse suicide items, rising with severity, in [0, 1). Default 0.05.</summary>
    public double RefusalRate { get; init; } = .05;

    /// <summary>Share of suicide answers that stay unclear to the recogniser, in [0, 1). Default 0.02 (design default).</summary>
    public double UnclearRate { get; init; } = .02;

    /// <summary>Share of people with an earlier session of their own, in [0, 1]. Default 0.25 (design default).</summary>
    public double EarlierSessionRate { get; init; } = .25;

    /// <summary>Whether colds, sedation, second language, age, band, noise and gain control act on the voice. Default true; tests of moments turn it off.</summary>
    public bool Confounders { get; init; } = true;

    /// <summary>Stage-1 score at or above which suicide items come first, as in the default site policy. Default 0.5.</summary>
    public double TextHighAtOrAbove { get; init; } = .5;

    internal void Validate()
    {
        Require(People is >= 1 and <= 1_000_000, nameof(People), People, "lies between 1 and 1,000,000");
        Require(BaseRate is > 0 and < 1, nameof(BaseRate), BaseRate, "lies between 0 and 1");
        Require(TextAuroc is > .5 and < 1, nameof(TextAuroc), TextAuroc, "lies between 0.5 and 1");
        foreach (var (name, rate) in new[]
        {
            (nameof(DenialRate), DenialRate), (nameof(DenialCorrelation), DenialCorrelation), (nameof(FalseYesRate), FalseYesRate),
            (nameof(HangUpRate), HangUpRate), (nameof(RefusalRate), RefusalRate), (nameof(UnclearRate), UnclearRate),
        })
        {
            Require(rate is >= 0 and < 1, name, rate, "is at least 0 and below 1");
        }

        Require(EarlierSessionRate is >= 0 and <= 1, nameof(EarlierSessionRate), EarlierSessionRate, "is at least 0 and at most 1");
    }

    private static void Require(bool holds, string name, object value, string what)
    {
        if (!holds)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} {what}");
        }
    }
}
