using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Spectra;

/// <summary>How fast the voice falls towards high frequencies: the slope of the long-term spectrum of voiced frames.</summary>
/// <remarks>Power spectra of 40 ms Hann frames every 10 ms, voiced ones only, averaged; the mean in each third of an octave from 200 to 4 000 Hz in dB; least squares
/// over octaves. A breathy or soft voice is steeper (more negative). Vowels, microphone and line colour it: compare one task over one line. Withheld where the
/// measured bandwidth ends below 3.8 kHz. Source: Titze, Principles of Voice Production (1994), for the slope of the source; the band is our choice.</remarks>
public static class SpectralTilt
{
    private const double FrameSeconds = 0.04, LowestHz = 200, HighestHz = 4_000, NeededBandwidthHz = 3_800;
    private const int FewestFrames = 20;

    /// <summary>The slope.</summary>
    /// <param name="recording">The sound; a rate of 8 kHz or more.</param>
    /// <param name="pitch">F0 of the same recording.</param>
    /// <param name="bandwidthHz">Measured bandwidth.</param>
    /// <returns>dB per octave, usually −20 to 0; NoVoice under 20 voiced frames, Bandwidth on a narrow line.</returns>
    public static Reading DecibelsPerOctave(Recording recording, PitchTrack pitch, Reading bandwidthHz)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(pitch);
        if (recording.SampleRateHz < 2 * HighestHz || bandwidthHz.OrNull is not { } band || band < NeededBandwidthHz)
        {
            return Reading.Withheld(Unmeasured.Bandwidth);
        }

        var length = (int)(FrameSeconds * recording.SampleRateHz);
        var fft = new RealFft<double>((int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)length));
        var window = Enumerable.Range(0, length).Select(i => 0.5 - (0.5 * Math.Cos(2 * Math.PI * (i + 0.5) / length))).ToArray();
        var (frame, power, sum) = (new double[length], new double[fft.BinCount], new double[fft.BinCount]);
        var count = 0;
        for (var k = 0; k < pitch.Frames.FrameCount; k++)
        {
            var first = (int)((pitch.Frames.TimeOf(k) * recording.SampleRateHz) - (length / 2.0));
            if (!pitch.IsVoiced(k) || first < 0 || first + length > recording.SampleCount)
            {
                continue;
            }

            TensorPrimitives.ConvertTruncating<float, double>(recording.Samples.Span.Slice(first, length), frame);
            TensorPrimitives.Multiply(frame, window, frame);
            fft.PowerSpectrum(frame, power);
            TensorPrimitives.Add(sum, power, sum);
            count++;
        }

        return count < FewestFrames ? Reading.Withheld(Unmeasured.NoVoice) : Slope(sum, (double)recording.SampleRateHz / fft.Size);
    }

    private static Reading Slope(double[] power, double binHz)
    {
        var points = new List<(double Octave, double Db)>();
        for (var low = LowestHz; low * Math.Cbrt(2) <= HighestHz + 1; low *= Math.Cbrt(2))
        {
            var (from, to) = ((int)Math.Ceiling(low / binHz), (int)(low * Math.Cbrt(2) / binHz));
            var mean = to >= from ? power[from..(to + 1)].Average() : 0;
            if (mean > 0)
            {
                points.Add((Math.Log2(low) + (1 / 6.0), 10 * Math.Log10(mean)));
            }
        }

        if (points.Count < 6)
        {
            return Reading.Withheld(Unmeasured.Undefined);
        }

        var (mx, my) = (points.Average(p => p.Octave), points.Average(p => p.Db));
        return Reading.Of(points.Sum(p => (p.Octave - mx) * (p.Db - my)) / points.Sum(p => (p.Octave - mx) * (p.Octave - mx)));
    }
}
