using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Perturbation;

/// <summary>How much the amplitudes of consecutive glottal periods differ: six classic measures over the same pulses.</summary>
/// <remarks>
/// <para>A period's amplitude is the RMS under a Hann window from a fifth of a period before its pulse to a fifth after, not peak to peak:
/// compare with other definitions only with care. At 8 kHz and F0 above 300 Hz that window holds ten samples or fewer, and sampling alone gives about 1 %.</para>
/// <para>Meant for sustained vowels; running speech reads 7–11 %; noise leaks in (3–8 % at 10 dB). Source: the manual of Praat 6.3, "Voice 3. Shimmer".</para>
/// <para>Withheld as <see cref="Unmeasured.TooFewPeriods"/> when not one group of amplitudes can be compared.</para>
/// </remarks>
public sealed record Shimmer
{
    /// <summary>Mean absolute difference of consecutive amplitudes over the mean amplitude; a ratio, 0.01 is 1 %. Also Shim (MDVP), shimmerLocal.</summary>
    public required Reading LocalRatio { get; init; }

    /// <summary>Mean absolute 20·log10 of the ratio of consecutive amplitudes, in dB. Also ShdB (MDVP), shimmerLocaldB.</summary>
    public required Reading LocalDb { get; init; }

    /// <summary>Three-point amplitude perturbation quotient, a ratio.</summary>
    public required Reading Apq3 { get; init; }

    /// <summary>Five-point amplitude perturbation quotient, a ratio.</summary>
    public required Reading Apq5 { get; init; }

    /// <summary>Eleven-point amplitude perturbation quotient, a ratio. Also APQ (MDVP).</summary>
    public required Reading Apq11 { get; init; }

    /// <summary>Mean absolute difference between consecutive differences of amplitudes, a ratio: three times <see cref="Apq3"/>.</summary>
    public required Reading Dda { get; init; }

    /// <summary>Measures the shimmer of a recording at its pulses.</summary>
    /// <param name="samples">Shape [n].</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="pulseTimesSeconds">Pulse times, ascending.</param>
    /// <param name="options">Null takes <see cref="PerturbationOptions.Default"/>.</param>
    public static Shimmer Of(ReadOnlySpan<float> samples, int sampleRateHz, ReadOnlySpan<double> pulseTimesSeconds, PerturbationOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1);
        options ??= PerturbationOptions.Default;
        return Of(PulseAmplitudes.Of(samples, sampleRateHz, pulseTimesSeconds, options), options);
    }

    internal static Shimmer Of(PulseAmplitude[] points, PerturbationOptions options)
    {
        // The last amplitude opens no pair and is left out of the mean that everything is divided by.
        var mean = points.Length > 1 ? points.Take(points.Length - 1).Average(p => p.Amplitude) : 0;
        var apq3 = Quotient(points, 3, mean, options);
        return new Shimmer
        {
            LocalRatio = Value(MeanOverGroups(points, 2, options, Difference) / Positive(mean)),
            LocalDb = Value(MeanOverGroups(points, 2, options, DecibelDifference)),
            Apq3 = Value(apq3),
            Apq5 = Value(Quotient(points, 5, mean, options)),
            Apq11 = Value(Quotient(points, 11, mean, options)),
            Dda = Value(3 * apq3),
        };
    }

    private static double? Quotient(PulseAmplitude[] points, int group, double mean, PerturbationOptions options) =>
        MeanOverGroups(points, group, options, DistanceFromMean) / Positive(mean);

    private static double? MeanOverGroups(PulseAmplitude[] points, int group, PerturbationOptions options, Func<ReadOnlySpan<PulseAmplitude>, double> distance)
    {
        var (sum, count) = (0.0, 0);
        for (var first = 0; first + group <= points.Length; first++)
        {
            var members = points.AsSpan(first, group);
            if (!Comparable(members, options)) continue;
            sum += distance(members);
            count++;
        }
        return count == 0 ? null : sum / count;
    }

    private static bool Comparable(ReadOnlySpan<PulseAmplitude> members, PerturbationOptions options)
    {
        for (var i = 1; i < members.Length; i++)
        {
            if (!options.IsPeriod(members[i].TimeSeconds - members[i - 1].TimeSeconds)) return false;
            if (!(PerturbationOptions.Ratio(members[i].Amplitude, members[i - 1].Amplitude) <= options.LargestAmplitudeRatio)) return false;
        }
        return true;
    }

    private static double Difference(ReadOnlySpan<PulseAmplitude> pair) => Math.Abs(pair[1].Amplitude - pair[0].Amplitude);

    private static double DecibelDifference(ReadOnlySpan<PulseAmplitude> pair) => Math.Abs(20 * Math.Log10(pair[1].Amplitude / pair[0].Amplitude));

    private static double DistanceFromMean(ReadOnlySpan<PulseAmplitude> members)
    {
        double sum = 0;
        foreach (var member in members) sum += member.Amplitude;
        return Math.Abs(members[members.Length / 2].Amplitude - sum / members.Length);
    }

    private static double? Positive(double mean) => mean > 0 ? mean : null;

    private static Reading Value(double? value) => value is { } v ? Reading.Of(v) : Reading.Withheld(Unmeasured.TooFewPeriods);
}
