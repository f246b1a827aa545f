using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Level of every 10 ms of a stream, as <see cref="FrameLevels"/> has it for files.</summary>
internal sealed class LevelStream(int rateHz)
{
    private const double HighPassHz = 60;

    private readonly double pole = 1 / (1 + 2 * Math.PI * HighPassHz / rateHz);
    private readonly int frameLength = (int)Math.Round(FrameLevels.FrameSeconds * rateHz);
    private readonly PagedList<float> powers = new();
    private double y, last, sum;
    private int count;
    private bool hasBegun;

    /// <summary>Finished frames.</summary>
    public int FrameCount => powers.Count;

    /// <summary>Mean square of a finished frame.</summary>
    public double Power(int frame) => powers[frame];

    /// <summary>Takes samples.</summary>
    public void Take(ReadOnlySpan<float> samples)
    {
        foreach (var x in samples)
        {
            if (!hasBegun)
            {
                // The first sample stands for the mean, which is not known yet: a DC offset makes no step.
                (last, hasBegun) = (x, true);
            }

            y = pole * (y + x - last);
            last = x;
            sum += y * y;
            if (++count == frameLength)
            {
                CloseFrame();
            }
        }
    }

    /// <summary>The levels of all frames; the last one may be shorter.</summary>
    public FrameLevels Complete()
    {
        if (count > 0)
        {
            CloseFrame();
        }

        var all = new double[powers.Count];
        var decibels = new double[powers.Count];
        for (var k = 0; k < all.Length; k++)
        {
            all[k] = powers[k];
            decibels[k] = Decibels(all[k]);
        }

        return new FrameLevels(all, decibels);
    }

    /// <summary>Decibels re full scale.</summary>
    public static double Decibels(double power) => power > 0 ? Math.Max(FrameLevels.LowestDb, 10 * Math.Log10(power)) : FrameLevels.LowestDb;

    private void CloseFrame()
    {
        powers.Add((float)(sum / count));
        (sum, count) = (0, 0);
    }
}
