using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>Mean and peak of a whole recording, in double.</summary>
internal readonly record struct RecordingLevel(double Mean, double LargestMagnitude)
{
    /// <summary>Mean of the samples and largest distance from it.</summary>
    public static RecordingLevel Of(ReadOnlySpan<float> samples)
    {
        if (samples.Length == 0) return new(0, 0);
        var mean = SampleSum.Of(samples) / samples.Length;
        return new(mean, Math.Max(TensorPrimitives.Max(samples) - mean, mean - TensorPrimitives.Min(samples)));
    }
}
