using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Intensity;

/// <summary>Level over time.</summary>
/// <param name="Grid">Where the frames stand.</param>
/// <param name="Decibels">Shape [frames], dB re 2e-5 of full scale (as Praat reads files: full scale is 1 Pa); <see cref="SilentDb"/> for digital silence.</param>
public sealed record IntensityTrack(FrameGrid Grid, double[] Decibels)
{
    /// <summary>What a frame of digital silence reads, as in Praat; it takes part in means.</summary>
    public const double SilentDb = -300;
}
