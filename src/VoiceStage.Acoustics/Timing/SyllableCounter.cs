using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Timing;

/// <summary>Counts syllables by their nuclei: voiced peaks of the level in the vowels' bands. No words, no dictionary, no language.</summary>
/// <remarks>
/// <para>The level is a weighted mean of the mean decibels (0.7) and the decibels of the mean power (0.3) of fourteen critical bands between 300 and 3 700 Hz (inside
/// the telephone band), the noise between the stretches of speech subtracted. A nucleus is a voiced peak inside speech that stands 2 dB above the dips
/// beside it; where two peaks have less between them, the lower one goes, shallowest dips first. The smoothing follows the rate found (by its square
/// root, two passes), since dips grow narrow in fast speech.</para>
/// <para>Below 30 dB signal-to-noise a vowel whose pitch is lost counts too, when its lower bands stand out of the noise and carry more than the upper ones.</para>
/// <para>Two vowels in a row without a dip count once; a strong final nasal may count. Source: after Mermelstein (1975), de Jong and Wempe (2009),
/// Wang and Narayanan (2007).</para>
/// </remarks>
public static class SyllableCounter
{
    private const double UsualRate = 4.5;
    private const double LargestRateRatio = 2;
    private const double FloorDb = 40;
    private const double NoiseLeft = 0.2;
    private const double GuardSeconds = 0.05;
    private const int FewestNoiseFrames = 30;
    private const double SmallestRippleDb = 0.3;
    private const double LowestDb = -1e9;
    private const double NoisyBelowDb = 30, NoisyMarginSeconds = 0.1, LeastOverNoise = 1, LeastOverHigh = 2;
    private const int LowBands = 6, HighBands = 9;

    // Critical bands (Zwicker), cut to the telephone band.
    internal static readonly double[] EdgesHz = [300, 400, 510, 630, 770, 920, 1080, 1270, 1480, 1720, 2000, 2320, 2700, 3150, 3700];

    /// <summary>Times of the nuclei in seconds, ascending.</summary>
    /// <param name="recording">Any length.</param>
    /// <param name="pitch">F0 of the same recording; a nucleus is voiced.</param>
    /// <param name="speech">Stretches of speech; a nucleus lies in one.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static IReadOnlyList<double> Nuclei(Recording recording, PitchTrack pitch, IReadOnlyList<TimeSpanSeconds> speech, SyllableOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(pitch);
        ArgumentNullException.ThrowIfNull(speech);
        options ??= new SyllableOptions();
        if (speech.Count == 0)
        {
            return [];
        }

        return Nuclei(BandEnvelope.Measure(recording, EdgesHz), pitch, speech, options);
    }

    /// <summary>The same from the levels of the bands, [bands][frames].</summary>
    internal static IReadOnlyList<double> Nuclei(double[][] bands, PitchTrack pitch, IReadOnlyList<TimeSpanSeconds> speech, SyllableOptions options)
    {
        if (speech.Count == 0)
        {
            return [];
        }

        var noises = Noises(bands, speech);
        var isEligible = Eligible(bands[0].Length, pitch, speech);
        AddSonorous(isEligible, bands, noises, speech);
        var phonation = speech.Sum(s => s.DurationSeconds);
        var stretch = 1.0;
        var nuclei = Find(bands, noises, isEligible, options, stretch);
        for (var pass = 0; pass < 2; pass++)
        {
            var ratio = Math.Clamp(nuclei.Count / phonation / UsualRate, 1 / LargestRateRatio, LargestRateRatio);
            stretch = 1 / Math.Sqrt(ratio);
            nuclei = Find(bands, noises, isEligible, options, stretch);
        }

        return [.. nuclei.Select(TimeOf)];
    }

    private static double TimeOf(int frame) => (frame + 0.5) * BandEnvelope.HopSeconds;

    private static List<int> Find(double[][] bands, double[] noises, bool[] isEligible, SyllableOptions options, double stretch)
    {
        var level = Level(bands, noises, options.SmoothingSeconds / BandEnvelope.HopSeconds * stretch, options.BandShare);
        var threshold = level.Order().ElementAt((int)(0.99 * (level.Length - 1))) - options.DepthDb;
        var peaks = Peaks(level);
        peaks.RemoveAll(k => level[k] <= threshold || !isEligible[k]);
        Merge(peaks, level, options.ProminenceDb);
        return peaks;
    }

    private static double[] Noises(double[][] bands, IReadOnlyList<TimeSpanSeconds> speech)
    {
        var isOutside = new bool[bands[0].Length];
        isOutside.AsSpan().Fill(true);
        foreach (var stretch in speech)
        {
            for (var k = (int)Math.Max(0, (stretch.StartSeconds - GuardSeconds) / BandEnvelope.HopSeconds); k < isOutside.Length && TimeOf(k) <= stretch.EndSeconds + GuardSeconds; k++)
            {
                isOutside[k] = false;
            }
        }

        var noises = new double[bands.Length];
        for (var b = 0; b < bands.Length; b++)
        {
            var band = bands[b];
            var outside = band.Where((_, k) => isOutside[k]).ToArray();
            noises[b] = outside.Length >= FewestNoiseFrames ? outside.Average() : band.Order().ElementAt(band.Length / 20);        }

        return noises;
    }

    private static bool[] Eligible(int frameCount, PitchTrack pitch, IReadOnlyList<TimeSpanSeconds> speech)
    {
        var eligible = new bool[frameCount];
        foreach (var stretch in speech)
        {
            for (var k = (int)Math.Max(0, stretch.StartSeconds / BandEnvelope.HopSeconds - 0.5); k < frameCount && TimeOf(k) <= stretch.EndSeconds; k++)
            {
                // One pitch frame of grace: the edge of voicing is no better known than that.
                var time = TimeOf(k);
                eligible[k] = time >= stretch.StartSeconds
                    && (pitch.FrequencyAt(time) ?? pitch.FrequencyAt(time - 0.01) ?? pitch.FrequencyAt(time + 0.01)) is not null;
            }
        }

        return eligible;
    }

    /// <summary>In noise the pitch of soft vowels is lost: there a frame counts as a vowel's also when its lower bands stand out of the noise and carry more than the upper ones, as no hiss does.</summary>
    private static void AddSonorous(bool[] isEligible, double[][] bands, double[] noises, IReadOnlyList<TimeSpanSeconds> speech)
    {
        var means = new double[isEligible.Length];
        foreach (var band in bands)
        {
            for (var k = 0; k < means.Length; k++)
            {
                means[k] += band[k] / bands.Length;
            }
        }

        var loud = means.Order().ElementAt((int)(0.99 * (means.Length - 1)));
        if (loud > noises.Average() * Math.Pow(10, NoisyBelowDb / 10))
        {
            return;
        }

        var lowNoise = noises[..LowBands].Sum();
        foreach (var stretch in speech)
        {
            var from = (int)Math.Max(0, (stretch.StartSeconds - NoisyMarginSeconds) / BandEnvelope.HopSeconds);
            for (var k = from; k < isEligible.Length && TimeOf(k) <= stretch.EndSeconds + NoisyMarginSeconds; k++)
            {
                double low = 0, high = 0;
                for (var b = 0; b < bands.Length; b++)
                {
                    var clean = Math.Max(bands[b][k] - noises[b], 0);
                    low += b < LowBands ? clean : 0;
                    high += b >= HighBands ? clean : 0;
                }

                isEligible[k] |= low > LeastOverNoise * lowNoise && low > LeastOverHigh * high;
            }
        }
    }

    private static double[] Level(double[][] bands, double[] noises, double sigmaFrames, double bandShare)
    {
        var smooth = bands.Select(band => Smooth(band, sigmaFrames)).ToArray();
        var count = smooth[0].Length;
        for (var b = 0; b < smooth.Length; b++)
        {
            for (var k = 0; k < count; k++)
            {
                // A fifth of the noise stays as a floor: what fluctuates below it is no dip.
                smooth[b][k] = Math.Max(smooth[b][k] - noises[b], 0) + NoiseLeft * noises[b];
            }
        }

        var mean = new double[count];
        foreach (var band in smooth)
        {
            for (var k = 0; k < count; k++)
            {
                mean[k] += band[k] / smooth.Length;
            }
        }

        var floor = Math.Max(1e-30, mean.Order().ElementAt((int)(0.99 * (count - 1))) * Math.Pow(10, -FloorDb / 10));
        var level = new double[count];
        for (var k = 0; k < count; k++)
        {
            var sum = 0.0;
            foreach (var band in smooth)
            {
                sum += Math.Log10(band[k] + floor);
            }

            level[k] = 10 * ((1 - bandShare) * Math.Log10(mean[k] + floor) + bandShare * sum / smooth.Length);
        }

        return level;
    }

    // Local maxima; ripple of less than 0.3 dB is none. Outside the recording lies silence.
    private static List<int> Peaks(double[] level)
    {
        var peaks = new List<int>();
        var (best, low, isRising) = (0, LowestDb, false);
        for (var k = 0; k <= level.Length; k++)
        {
            var here = k < level.Length ? level[k] : LowestDb;
            if (isRising && here > level[best])
            {
                best = k;
            }
            else if (isRising && level[best] - here >= SmallestRippleDb)
            {
                peaks.Add(best);
                (isRising, low) = (false, here);
            }
            else if (!isRising && here - low >= SmallestRippleDb)
            {
                (isRising, best) = (true, k);
            }
            else if (!isRising)
            {
                low = Math.Min(low, here);
            }
        }

        return peaks;
    }

    private static void Merge(List<int> peaks, double[] level, double prominenceDb)
    {
        while (peaks.Count > 1)
        {
            var (shallowest, at) = (double.MaxValue, 0);
            for (var i = 0; i + 1 < peaks.Count; i++)
            {
                var low = double.MaxValue;
                for (var k = peaks[i]; k <= peaks[i + 1]; k++)
                {
                    low = Math.Min(low, level[k]);
                }

                var depth = Math.Min(level[peaks[i]], level[peaks[i + 1]]) - low;
                (shallowest, at) = depth < shallowest ? (depth, i) : (shallowest, at);
            }

            if (shallowest >= prominenceDb)
            {
                return;
            }

            peaks.RemoveAt(level[peaks[at]] < level[peaks[at + 1]] ? at : at + 1);
        }
    }

    private static double[] Smooth(double[] power, double sigmaFrames)
    {
        var reach = (int)Math.Ceiling(3 * sigmaFrames);
        var weights = Enumerable.Range(-reach, 2 * reach + 1).Select(i => Math.Exp(-0.5 * i * i / (sigmaFrames * sigmaFrames))).ToArray();
        var smooth = new double[power.Length];
        for (var k = 0; k < smooth.Length; k++)
        {
            double sum = 0, weight = 0;
            for (var i = Math.Max(-reach, -k); i <= Math.Min(reach, smooth.Length - 1 - k); i++)
            {
                sum += weights[i + reach] * power[k + i];
                weight += weights[i + reach];
            }

            smooth[k] = sum / weight;
        }

        return smooth;
    }
}
