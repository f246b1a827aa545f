using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Timing;

/// <summary>Counts syllables by their nuclei: voiced peaks of the level in the vowels' band.</summary>
public static class SyllableCounter
{
    private const double LowestDb = -120;

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
        var power = BandEnvelope.Measure(recording, [options.LowestHz, options.HighestHz])[0];
        var level = Smooth(power, options.SmoothingSeconds / BandEnvelope.HopSeconds);
        if (level.Length == 0)
        {
            return [];
        }

        var sorted = level.Order().ToArray();
        var threshold = sorted[(int)(0.99 * (sorted.Length - 1))] - options.DepthDb;
        return [.. Peaks(level, options.ProminenceDb)
            .Where(k => level[k] > threshold && IsVoiced(pitch, k) && speech.Any(s => s.StartSeconds <= TimeOf(k) && TimeOf(k) <= s.EndSeconds))
            .Select(TimeOf)];
    }

    private static double TimeOf(int frame) => (frame + 0.5) * BandEnvelope.HopSeconds;

    private static bool IsVoiced(PitchTrack pitch, int frame) =>
        pitch.FrequencyAt(TimeOf(frame)) is not null || pitch.FrequencyAt(TimeOf(frame) - 0.01) is not null || pitch.FrequencyAt(TimeOf(frame) + 0.01) is not null;

    // A peak counts when the level falls by the prominence on both sides before anything higher comes. Outside lies silence.
    private static List<int> Peaks(double[] level, double prominenceDb)
    {
        var peaks = new List<int>();
        var best = 0;
        var low = LowestDb;
        var isRising = false;
        for (var k = 0; k <= level.Length; k++)
        {
            var here = k < level.Length ? level[k] : LowestDb;
            if (isRising)
            {
                if (here > level[best])
                {
                    best = k;
                }
                else if (level[best] - here >= prominenceDb)
                {
                    peaks.Add(best);
                    isRising = false;
                    low = here;
                }
            }
            else if (here - low >= prominenceDb)
            {
                isRising = true;
                best = k;
            }
            else
            {
                low = Math.Min(low, here);
            }
        }

        return peaks;
    }

    private static double[] Smooth(double[] power, double sigmaFrames)
    {
        var reach = (int)Math.Ceiling(3 * sigmaFrames);
        var weights = Enumerable.Range(-reach, 2 * reach + 1).Select(i => Math.Exp(-0.5 * i * i / (sigmaFrames * sigmaFrames))).ToArray();
        var level = new double[power.Length];
        for (var k = 0; k < level.Length; k++)
        {
            double sum = 0, weight = 0;
            for (var i = Math.Max(-reach, -k); i <= Math.Min(reach, level.Length - 1 - k); i++)
            {
                sum += weights[i + reach] * power[k + i];
                weight += weights[i + reach];
            }

            level[k] = Math.Max(LowestDb, 10 * Math.Log10(Math.Max(sum / weight, 1e-30)));
        }

        return level;
    }
}
