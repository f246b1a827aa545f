namespace VoiceStage.Acoustics.Egemaps;

/// <summary>One low-level descriptor over time.</summary>
/// <param name="Name">Its name, for example <c>loudness_sma3</c>.</param>
/// <param name="FirstTimeSeconds">Time of the first value.</param>
/// <param name="TimeStepSeconds">Time between values: 0.01.</param>
/// <param name="Values">Shape [frames]; null where the descriptor is not defined (an unvoiced frame for the voiced ones, digital silence).</param>
public sealed record EgemapsTrack(string Name, double FirstTimeSeconds, double TimeStepSeconds, IReadOnlyList<double?> Values);
