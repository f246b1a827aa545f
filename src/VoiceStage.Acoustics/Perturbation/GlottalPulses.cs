using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Perturbation;

/// <summary>Points one best-matching period apart, through every voiced stretch: the basis of jitter and shimmer.</summary>
/// <remarks>
/// They are not glottal closures and not zero crossings: each is put where the waveform of about one period correlates best with that
/// around the point before, so a period is measured by matching. Source: the manual of Praat 6.3, "Sound &amp; Pitch: To PointProcess (cc)".
/// </remarks>
public static class GlottalPulses
{
    // A next period is sought between 0.8 and 1.25 of the expected one; weaker or much fainter matches are no pulse.
    private const double ShortestPeriod = 0.8, LongestPeriod = 1.25, LeastCorrelation = 0.3, LeastCorrelationOutside = 0.7;
    private const double LeastPeak = 0.01, LeastPeakOutside = 0.023333;

    /// <summary>Finds the pulses.</summary>
    /// <param name="samples">The recording, shape [n].</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="pitch">The recording's F0 track.</param>
    /// <returns>Times in seconds, ascending.</returns>
    public static double[] Find(ReadOnlySpan<float> samples, int sampleRateHz, PitchTrack pitch)
    {
        var pulses = new List<double>();
        var search = new PulseSearch(samples.Length, sampleRateHz, RecordingLevel.Of(samples).LargestMagnitude);
        var lastRight = double.NegativeInfinity;
        foreach (var (first, last) in pitch.VoicedStretches())
        {
            var half = 0.5 * pitch.Frames.TimeStepSeconds;
            var (start, end) = (pitch.Frames.TimeOf(first) - half, pitch.Frames.TimeOf(last) + half);
            var middle = 0.5 * (start + end);
            if (pitch.FrequencyAt(middle) is not { } middleHz) continue;
            var origin = search.Extremum(samples, middle - 0.5 / middleHz, middle + 0.5 / middleHz);
            pulses.Add(origin);
            for (var time = origin; ;)
            {
                if (pitch.FrequencyAt(time) is not { } hertz) break;
                var match = search.Match(samples, time, 1 / hertz, time - LongestPeriod / hertz, time - ShortestPeriod / hertz);
                if (!match.Found) time -= 1 / hertz; else time = match.TimeSeconds;
                if (time < start)
                {
                    if (match.Correlation > LeastCorrelationOutside && match.Peak > LeastPeakOutside * search.LargestMagnitude && time - lastRight > ShortestPeriod / hertz) pulses.Add(time);
                    break;
                }
                if (match.Correlation > LeastCorrelation && (match.Peak == 0 || match.Peak > LeastPeak * search.LargestMagnitude) && time - lastRight > ShortestPeriod / hertz)
                    pulses.Add(time);
            }
            for (var time = origin; ;)
            {
                if (pitch.FrequencyAt(time) is not { } hertz) break;
                var match = search.Match(samples, time, 1 / hertz, time + ShortestPeriod / hertz, time + LongestPeriod / hertz);
                if (!match.Found) time += 1 / hertz; else time = match.TimeSeconds;
                if (time > end)
                {
                    if (match.Correlation > LeastCorrelationOutside && match.Peak > LeastPeakOutside * search.LargestMagnitude)
                    {
                        lastRight = time;
                        pulses.Add(time);
                    }
                    break;
                }
                if (match.Correlation > LeastCorrelation && (match.Peak == 0 || match.Peak > LeastPeak * search.LargestMagnitude))
                {
                    lastRight = time;
                    pulses.Add(time);
                }
            }
        }
        pulses.Sort();
        return [.. pulses];
    }
}
