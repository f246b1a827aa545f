using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Harmonicity;

/// <summary>Harmonics-to-noise ratio over time.</summary>
public sealed class HarmonicityTrack
{
    internal HarmonicityTrack(FrameGrid frames, double[] decibels) => (Frames, Decibels) = (frames, decibels);

    /// <summary>Where the frames stand; none when the recording is shorter than two periods of the floor.</summary>
    public FrameGrid Frames { get; }

    /// <summary>HNR in dB, within ±150, shape [frames]; NaN marks a silent frame, which is left out of every statistic.</summary>
    public IReadOnlyList<double> Decibels { get; }

    /// <summary>The plain mean over the frames that are not silent; unvoiced but loud frames count, with low values.</summary>
    public Reading Mean
    {
        get
        {
            if (Frames.FrameCount == 0) return Reading.Withheld(Unmeasured.TooShort);
            var (sum, count) = (0.0, 0);
            foreach (var value in Decibels)
            {
                if (double.IsNaN(value)) continue;
                sum += value;
                count++;
            }
            return count == 0 ? Reading.Withheld(Unmeasured.Silent) : Reading.Of(sum / count);
        }
    }
}
