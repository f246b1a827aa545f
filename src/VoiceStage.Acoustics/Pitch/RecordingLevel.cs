namespace VoiceStage.Acoustics.Pitch;

/// <summary>Mean and peak of a whole recording, in double.</summary>
internal readonly record struct RecordingLevel(double Mean, double LargestMagnitude)
{
    /// <summary>Mean of the samples and largest distance from it.</summary>
    public static RecordingLevel Of(ReadOnlySpan<float> samples)
    {
        if (samples.Length == 0) return new(0, 0);
        double sum = 0;
        float low = samples[0], high = samples[0];
        foreach (var x in samples)
        {
            sum += x;
            low = Math.Min(low, x);
            high = Math.Max(high, x);
        }
        var mean = sum / samples.Length;
        return new(mean, Math.Max(high - mean, mean - low));
    }
}
