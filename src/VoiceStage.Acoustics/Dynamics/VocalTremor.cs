using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Dynamics;

/// <summary>Tremor of a sustained vowel: the strongest slow modulation of F0.</summary>
/// <remarks>
/// <para>The longest voiced stretch, in per cent of its mean, without its straight trend, under a Hann window: the largest spectral line from 3 to 15 Hz. The
/// extent is the amplitude of that line (half of peak to peak), as in Brückl (2012), "Vocal tremor measurement based on autocorrelation of contours", with a
/// spectrum in place of the autocorrelation. A line is believed when it holds a quarter of the power between 1 and 20 Hz.</para>
/// <para>Only for a sustained vowel: running speech moves at the rate of its syllables and would read 4 to 6 Hz of "tremor".</para>
/// </remarks>
/// <param name="FrequencyHz">3 to 15 Hz; WrongTask when no voiced stretch lasts 2 s without a gap, Undefined when no line stands out.</param>
/// <param name="ExtentRatio">Amplitude over mean F0, 0 to 0.5; withheld with the frequency.</param>
public sealed record VocalTremor(Reading FrequencyHz, Reading ExtentRatio)
{
    private const double ShortestSeconds = 2, LowestHz = 3, HighestHz = 15, StepHz = 0.05;
    private const double LowestLookedAtHz = 1, HighestLookedAtHz = 20;
    private const double LeastShare = 0.25;

    /// <summary>Measures a track.</summary>
    /// <param name="pitch">F0 track of one sustained vowel.</param>
    public static VocalTremor Of(PitchTrack pitch)
    {
        ArgumentNullException.ThrowIfNull(pitch);
        var (first, end) = LongestStretch(pitch);
        var step = pitch.Frames.TimeStepSeconds;
        if ((end - first) * step < ShortestSeconds)
        {
            return new(Reading.Withheld(Unmeasured.WrongTask), Reading.Withheld(Unmeasured.WrongTask));
        }

        var contour = Detrended(pitch, first, end);
        var window = new double[contour.Length];
        for (var i = 0; i < window.Length; i++)
        {
            window[i] = 0.5 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / window.Length));
        }

        var gain = window.Sum() / 2;
        var lines = Enumerable.Range(0, (int)Math.Round((HighestLookedAtHz - LowestLookedAtHz) / StepHz) + 1)
            .Select(i => LowestLookedAtHz + (i * StepHz)).Select(hz => (Hz: hz, Amplitude: Line(contour, window, hz * step) / gain)).ToList();
        var (bestHz, best) = lines.Where(line => line.Hz is >= LowestHz and <= HighestHz).MaxBy(line => line.Amplitude);
        // A Hann line is about four bins of 1/duration wide.
        var width = 2 / (contour.Length * step);
        var inBand = lines.Where(line => Math.Abs(line.Hz - bestHz) <= width).Sum(line => line.Amplitude * line.Amplitude);
        var all = lines.Sum(line => line.Amplitude * line.Amplitude);
        return best > 0 && inBand >= LeastShare * all
            ? new(Reading.Of(bestHz), Reading.Of(best))
            : new(Reading.Withheld(Unmeasured.Undefined), Reading.Withheld(Unmeasured.Undefined));
    }

    private static double Line(double[] contour, double[] window, double cyclesPerFrame)
    {
        double real = 0, imaginary = 0;
        for (var i = 0; i < contour.Length; i++)
        {
            var (sin, cos) = Math.SinCos(2 * Math.PI * cyclesPerFrame * i);
            real += window[i] * contour[i] * cos;
            imaginary += window[i] * contour[i] * sin;
        }

        return Math.Sqrt((real * real) + (imaginary * imaginary));
    }

    private static double[] Detrended(PitchTrack pitch, int first, int end)
    {
        var values = Enumerable.Range(first, end - first).Select(k => pitch.FrequencyHz[k]).ToArray();
        var mean = values.Average();
        var middle = (values.Length - 1) / 2.0;
        var slope = values.Select((v, i) => (v - mean) * (i - middle)).Sum() / Enumerable.Range(0, values.Length).Sum(i => (i - middle) * (i - middle));
        return [.. values.Select((v, i) => (v - mean - (slope * (i - middle))) / mean)];
    }

    private static (int First, int End) LongestStretch(PitchTrack pitch)
    {
        var (best, bestEnd, begun) = (0, 0, 0);
        for (var k = 0; k <= pitch.Frames.FrameCount; k++)
        {
            if (k < pitch.Frames.FrameCount && pitch.IsVoiced(k))
            {
                continue;
            }

            (best, bestEnd) = k - begun > bestEnd - best ? (begun, k) : (best, bestEnd);
            begun = k + 1;
        }

        return (best, bestEnd);
    }
}
