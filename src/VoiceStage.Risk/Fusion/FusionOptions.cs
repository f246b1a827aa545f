namespace VoiceStage.Risk.Fusion;

/// <summary>Where the fusion starts from.</summary>
public sealed record FusionOptions
{
    /// <summary>Share of people with ideation before anything is known, in (0, 1). Default 0.20, a clinic; 0.05 fits a general population. Used when there is no text score.</summary>
    public double Prior { get; init; } = 0.20;
}
