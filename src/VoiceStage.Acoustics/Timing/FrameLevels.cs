using System.Numerics.Tensors;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Timing;

/// <summary>Level of every 10 ms of a recording, without DC and rumble, for speech activity and signal-to-noise ratio.</summary>
/// <param name="Powers">Mean square of each frame, shape [frames].</param>
/// <param name="Decibels">The same in dB re full scale, not below <see cref="LowestDb"/>.</param>
internal sealed record FrameLevels(double[] Powers, double[] Decibels)
{
    /// <summary>Seconds a frame, and between frames.</summary>
    public const double FrameSeconds = 0.01;

    /// <summary>Below the rounding of 16 bits (−101 dB) nothing is heard.</summary>
    public const double LowestDb = -110;

    private const double HighPassHz = 60;

    /// <summary>Levels of a recording; the last frame may be shorter.</summary>
    public static FrameLevels Of(Recording recording)
    {
        var samples = recording.Samples.Span;
        var frames = (int)Math.Ceiling(recording.DurationSeconds / FrameSeconds - 1e-9);
        var powers = new double[frames];
        var decibels = new double[frames];
        var mean = samples.IsEmpty ? 0 : TensorPrimitives.Sum(samples) / samples.Length;
        // One pole each way round: y[i] = c·(y[i−1] + x[i] − x[i−1]) takes hum and rumble down without moving onsets.
        var c = 1 / (1 + 2 * Math.PI * HighPassHz / recording.SampleRateHz);
        double y = 0, last = mean;
        for (int k = 0, i = 0; k < frames; k++)
        {
            var end = Math.Min(samples.Length, (int)Math.Round((k + 1) * FrameSeconds * recording.SampleRateHz));
            var (sum, count) = (0.0, end - i);
            for (; i < end; i++)
            {
                y = c * (y + samples[i] - last);
                last = samples[i];
                sum += y * y;
            }

            powers[k] = count > 0 ? sum / count : 0;
            decibels[k] = powers[k] > 0 ? Math.Max(LowestDb, 10 * Math.Log10(powers[k])) : LowestDb;
        }

        return new FrameLevels(powers, decibels);
    }
}
