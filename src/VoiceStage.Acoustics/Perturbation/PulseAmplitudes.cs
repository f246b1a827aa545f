using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Perturbation;

/// <summary>The amplitude of one glottal period, at its pulse.</summary>
internal readonly record struct PulseAmplitude(double TimeSeconds, double Amplitude);

/// <summary>RMS amplitudes about the pulses of a voice.</summary>
internal static class PulseAmplitudes
{
    // The window reaches over this share of the period on either side of the pulse.
    private const double Reach = 0.2;

    /// <summary>The amplitudes of every pulse with a period on both sides; the first and last pulse have none.</summary>
    public static PulseAmplitude[] Of(ReadOnlySpan<float> samples, int sampleRateHz, ReadOnlySpan<double> pulses, PerturbationOptions options)
    {
        var points = new List<PulseAmplitude>(Math.Max(0, pulses.Length - 2));
        for (var i = 1; i + 1 < pulses.Length; i++)
        {
            if (!Has(pulses, i, options, out var before, out var after)) continue;
            if (At(samples, 1.0 / sampleRateHz, pulses[i], Reach * before, Reach * after) is { } amplitude)
                points.Add(new PulseAmplitude(pulses[i], amplitude));
        }
        return [.. points];
    }

    /// <summary>The same where samples are fetched part by part.</summary>
    public static PulseAmplitude[] Of(SampleView view, int sampleRateHz, ReadOnlySpan<double> pulses, PerturbationOptions options)
    {
        var points = new List<PulseAmplitude>(Math.Max(0, pulses.Length - 2));
        for (var i = 1; i + 1 < pulses.Length; i++)
        {
            if (!Has(pulses, i, options, out var before, out var after)) continue;
            var samples = view.About(pulses[i] - before, pulses[i] + after, out var start);
            if (At(samples, 1.0 / sampleRateHz, pulses[i] - start, Reach * before, Reach * after) is { } amplitude)
                points.Add(new PulseAmplitude(pulses[i], amplitude));
        }
        return [.. points];
    }

    private static bool Has(ReadOnlySpan<double> pulses, int i, PerturbationOptions options, out double before, out double after)
    {
        (before, after) = (pulses[i] - pulses[i - 1], pulses[i + 1] - pulses[i]);
        return options.IsPeriod(before) && options.IsPeriod(after) && options.AreComparable(before, after);
    }

    private static double? At(ReadOnlySpan<float> samples, double samplePeriod, double time, double before, double after)
    {
        var first = Math.Max(0, SampleTime.HighIndex(time - before, samplePeriod));
        var last = Math.Min(samples.Length - 1, SampleTime.LowIndex(time + after, samplePeriod));
        if (last - first + 1 < 3) return null;
        var (energy, weight) = (0.0, 0.0);
        for (var i = first; i <= last; i++)
        {
            var distance = SampleTime.Of(i, samplePeriod) - time;
            var window = 0.5 + 0.5 * Math.Cos(Math.PI * distance / (distance < 0 ? before : after));
            energy += samples[i] * window * (samples[i] * window);
            weight += window * window;
        }
        return Math.Sqrt(energy / weight);
    }
}
