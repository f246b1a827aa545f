using System.Numerics;

namespace VoiceStage.Acoustics.Spectra;

/// <summary>Which transform size holds a window.</summary>
public static class FftSize
{
    /// <summary>The smallest power of two that is at least <paramref name="sampleCount"/>, and at least 4.</summary>
    /// <param name="sampleCount">Samples to hold, up to <see cref="RealFft{T}.LargestSize"/>.</param>
    public static int AtLeast(int sampleCount) => Math.Max(4, (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(1, sampleCount)));
}
