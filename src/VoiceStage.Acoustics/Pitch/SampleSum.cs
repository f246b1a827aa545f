using System.Numerics;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>Sums of samples in double.</summary>
internal static class SampleSum
{
    /// <summary>Σ x[i].</summary>
    public static double Of(ReadOnlySpan<float> samples)
    {
        var (low, high) = (Vector<double>.Zero, Vector<double>.Zero);
        var i = 0;
        for (; i + Vector<float>.Count <= samples.Length; i += Vector<float>.Count)
        {
            Vector.Widen(new Vector<float>(samples[i..]), out var a, out var b);
            low += a;
            high += b;
        }
        var sum = Vector.Sum(low + high);
        for (; i < samples.Length; i++) sum += samples[i];
        return sum;
    }
}
