namespace VoiceStage.Risk.Fusion;

/// <summary>The published and chosen constants of the fusion, each with where it comes from.</summary>
/// <remarks>"Published" values are starting points from single studies; "design default" marks a choice of ours. None is a property of a patient.</remarks>
public static class LikelihoodRatios
{
    /// <summary>Positive suicide screener: 2.8, from sensitivity .67 and specificity .76 of the eC-SSRS by phone (published).</summary>
    public const double ScreenerPositive = 2.8;

    /// <summary>Negative suicide screener: 0.43, same study (published).</summary>
    public const double ScreenerNegative = 0.43;

    /// <summary>Each suicide item answered "yes" beyond the first: 1.5 (design default, as a refusal; no study gives one).</summary>
    public const double FurtherYes = 1.5;

    /// <summary>Items beyond the first that count at most: 4, as many as the ASQ has, so that a longer instrument does not weigh more.</summary>
    public const int MostFurtherYes = 4;

    /// <summary>PHQ-9 total of 10 or more: 7.3 for major depression, from .88/.88 (published).</summary>
    public const double Phq9Positive = 7.3;

    /// <summary>PHQ-9 total below 10: 0.14 for major depression, same source (published).</summary>
    public const double Phq9Negative = 0.14;

    /// <summary>Weight of the PHQ-9's log ratio: 0.5 (design default), because depression is not ideation and its items overlap with the screener's.</summary>
    public const double Phq9Weight = 0.5;

    /// <summary>Largest factor of the whole voice in either direction: 3 (the ratio of a voice depression screen at .713/.735 is 2.7 and 0.39; published).</summary>
    public const double LargestVoiceFactor = 3;

    /// <summary>Change of the log odds of ideation per standard deviation of severity: 1.6, as in the documented synthetic cohort.</summary>
    public const double LogOddsPerSeverity = 1.6;

    /// <summary>Largest factor of the text score in either direction: 30 (design default), so that an overconfident score of 0 or 1 does not end the weighing.</summary>
    public const double LargestTextFactor = 30;

    /// <summary>Factor of each refused question: 1.5 (design default; a refusal counts as positive in the instruments' own rules).</summary>
    public const double Refusal = 1.5;

    /// <summary>Factor of hanging up before the screener was answered: 1.5 (design default).</summary>
    public const double HungUp = 1.5;

    /// <summary>Factor of asking for a person: 2 (design default).</summary>
    public const double HelpRequested = 2;

    /// <summary>Largest factor of all behaviour together: 3 (design default).</summary>
    public const double LargestBehaviourFactor = 3;
}
