using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Egemaps;

/// <summary>Local jitter and shimmer of every voiced frame, from the glottal pulses inside its 60 ms.</summary>
/// <remarks>Jitter: mean difference of consecutive periods over their mean. Shimmer: mean difference in dB of consecutive periods' peak-to-peak amplitudes.
/// Only neighbours whose lengths differ by less than 30 % are compared. A frame with fewer than two comparable periods has no value.</remarks>
internal static class PeriodDescriptors
{
    private const double ReachSeconds = 0.03;

    public static void Fill(DescriptorTable table, PitchTrack pitch, ReadOnlySpan<float> samples, double[] pulses)
    {
        var options = PerturbationOptions.Default;
        var count = Math.Max(0, pulses.Length - 1);
        var amplitudes = new double[count];
        for (var i = 0; i < count; i++)
        {
            amplitudes[i] = PeakToPeak(samples, pulses[i], pulses[i + 1]);
        }

        var next = 0;
        for (var k = 0; k < pitch.Frames.FrameCount; k++)
        {
            var time = pitch.Frames.TimeOf(k);
            while (next < pulses.Length && pulses[next] < time - ReachSeconds)
            {
                next++;
            }

            if (!pitch.IsVoiced(k))
            {
                continue;
            }

            double difference = 0, length = 0, decibels = 0;
            var (pairs, loudPairs) = (0, 0);
            for (var i = next; i + 2 < pulses.Length && pulses[i + 2] <= time + ReachSeconds; i++)
            {
                var (a, b) = (pulses[i + 1] - pulses[i], pulses[i + 2] - pulses[i + 1]);
                if (Math.Max(a, b) > options.LargestPeriodRatio * Math.Min(a, b) || Math.Max(a, b) > options.LongestPeriodSeconds)
                {
                    continue;
                }

                difference += Math.Abs(a - b);
                length += (a + b) / 2;
                pairs++;
                if (amplitudes[i] > 0 && amplitudes[i + 1] > 0)
                {
                    decibels += Math.Abs(20 * Math.Log10(amplitudes[i + 1] / amplitudes[i]));
                    loudPairs++;
                }
            }

            if (pairs > 0)
            {
                table["jitterLocal"][k] = difference / length;
            }

            if (loudPairs > 0)
            {
                table["shimmerLocaldB"][k] = decibels / loudPairs;
            }
        }
    }

    private static double PeakToPeak(ReadOnlySpan<float> samples, double fromSeconds, double toSeconds)
    {
        var first = Math.Clamp((int)Math.Round(fromSeconds * EgemapsMeasurement.AnalysisRateHz), 1, Math.Max(1, samples.Length - 1));
        var end = Math.Clamp((int)Math.Round(toSeconds * EgemapsMeasurement.AnalysisRateHz), first, Math.Max(first, samples.Length - 1));
        if (end <= first || end - first > EgemapsMeasurement.AnalysisRateHz / 20)
        {
            return 0;
        }

        var (high, low) = (first, first);
        for (var i = first + 1; i < end; i++)
        {
            high = samples[i] > samples[high] ? i : high;
            low = samples[i] < samples[low] ? i : low;
        }

        return Crest(samples, high) - Crest(samples, low);
    }

    // The sampled extreme lies up to half a sample beside the true one: a parabola through three samples finds it.
    private static double Crest(ReadOnlySpan<float> x, int i)
    {
        var slope = 0.5 * (x[i + 1] - x[i - 1]);
        var bend = 2.0 * x[i] - x[i - 1] - x[i + 1];
        return Math.Abs(slope) < Math.Abs(bend) ? x[i] + 0.5 * slope * slope / bend : x[i];
    }
}
