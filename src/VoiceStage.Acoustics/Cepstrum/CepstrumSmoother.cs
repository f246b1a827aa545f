using System.Numerics.Tensors;

namespace VoiceStage.Acoustics.Cepstrum;

/// <summary>Averages power cepstra over time and quefrency; holds only the frames that the time average needs.</summary>
internal sealed class CepstrumSmoother
{
    private readonly double halfWidthFrames;
    private readonly float[][] rows;
    private readonly float[] timeWeights;
    private readonly float[] overTime;
    private readonly float[] smoothed;
    private readonly double[] runningSums;
    private readonly double halfWidthBins;

    public CepstrumSmoother(CepstralPeakOptions options, int quefrencyCount, int frameCount)
    {
        FrameCount = frameCount;
        halfWidthFrames = options.TimeAveragingSeconds / 2 / options.HopSeconds;
        halfWidthBins = options.QuefrencyAveragingSeconds / 2 * (2 * options.HighestFrequencyHz);
        Reach = (int)Math.Ceiling(halfWidthFrames - 1e-9);
        rows = [.. Enumerable.Range(0, 2 * Reach + 1).Select(_ => new float[quefrencyCount])];
        timeWeights = new float[2 * Reach + 1];
        overTime = new float[quefrencyCount];
        smoothed = new float[quefrencyCount];
        runningSums = new double[quefrencyCount + 1];
    }

    /// <summary>Frames there are; a stream learns it at its end.</summary>
    public int FrameCount { get; set; }

    /// <summary>Frames before and after that one average looks at.</summary>
    public int Reach { get; }

    /// <summary>Where the power cepstrum of a frame is to be written; it overwrites the one that no average needs any more.</summary>
    public Span<float> Row(int frameIndex) => rows[frameIndex % rows.Length];

    /// <summary>The average about a frame; valid until the next call.</summary>
    public ReadOnlySpan<float> Smooth(int frameIndex)
    {
        AveragingWeights.Fill(frameIndex, FrameCount, halfWidthFrames, timeWeights);
        overTime.AsSpan().Clear();
        for (var i = 0; i < timeWeights.Length; i++)
        {
            if (timeWeights[i] != 0)
            {
                TensorPrimitives.MultiplyAdd(Row(frameIndex - Reach + i), timeWeights[i], overTime, overTime);
            }
        }

        OverQuefrency();
        return smoothed;
    }

    // Trapezoids over ±halfWidth as differences of a running integral; between points the integral is quadratic.
    private void OverQuefrency()
    {
        var n = overTime.Length;
        runningSums[0] = overTime[0] * 0.5; // the integral from −½ to point 0 of a curve that is flat there
        for (var k = 1; k < n; k++)
        {
            runningSums[k] = runningSums[k - 1] + 0.5 * (overTime[k - 1] + overTime[k]);
        }

        // Whole bins on either side (the usual case): away from the ends a mean is one difference of the running integral.
        var reach = (int)Math.Round(halfWidthBins);
        var (firstWhole, lastWhole) = Math.Abs(halfWidthBins - reach) < 1e-9 ? (reach, n - 1 - reach) : (n, n - 1);
        var scale = 1 / (2 * halfWidthBins);
        for (var k = 0; k < n; k++)
        {
            if (k == firstWhole && lastWhole > firstWhole)
            {
                for (; k <= lastWhole; k++)
                {
                    smoothed[k] = (float)((runningSums[k + reach] - runningSums[k - reach]) * scale);
                }
            }

            var from = Math.Max(-0.5, k - halfWidthBins);
            var to = Math.Min(n - 0.5, k + halfWidthBins);
            smoothed[k] = (float)((IntegralTo(to) - IntegralTo(from)) / (to - from));
        }
    }

    private double IntegralTo(double place)
    {
        if (place <= 0)
        {
            return (place + 0.5) * overTime[0];
        }

        var k = (int)place;
        var u = place - k;
        if (u == 0)
        {
            return runningSums[k];
        }

        var next = k + 1 < overTime.Length ? overTime[k + 1] : overTime[k];
        return runningSums[k] + u * (overTime[k] + 0.5 * u * (next - overTime[k]));
    }
}
