namespace VoiceStage.Acoustics.Pitch;

/// <summary>The mean that is subtracted from a frame: over one longest period on either side of its middle.</summary>
internal static class LocalMean
{
    /// <summary>Mean of x[left + 1 − period .. left + period]; where the recording ends earlier, of what there is.</summary>
    public static double Around(ReadOnlySpan<float> samples, int left, int periodSamples)
    {
        var first = Math.Max(0, left + 1 - periodSamples);
        var end = Math.Min(samples.Length, left + periodSamples + 1);
        return end > first ? SampleSum.Of(samples[first..end]) / (end - first) : 0;
    }
}
