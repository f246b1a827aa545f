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

    // Over whole bins on either side (the usual case) the trapezoid's mean is a plain sum with half weights at both ends, in vectors; the ends
    // of the curve, and any other width, take differences of a running integral, which is quadratic between points.
    private void OverQuefrency()
    {
        var n = overTime.Length;
        var reach = (int)Math.Round(halfWidthBins);
        if (Math.Abs(halfWidthBins - reach) > 1e-9 || n <= 4 * reach)
        {
            Integrate(0, n);
            OverQuefrency(0, n);
            return;
        }

        Integrate(0, 2 * reach + 1);
        OverQuefrency(0, reach);
        var inside = smoothed.AsSpan(reach, n - 2 * reach);
        TensorPrimitives.Add(overTime.AsSpan(0, inside.Length), overTime.AsSpan(2 * reach, inside.Length), inside);
        TensorPrimitives.Multiply(inside, 0.5f, inside);
        for (var shift = 1; shift < 2 * reach; shift++)
        {
            TensorPrimitives.Add(inside, overTime.AsSpan(shift, inside.Length), inside);
        }

        TensorPrimitives.Multiply(inside, 1f / (2 * reach), inside);
        Integrate(n - (2 * reach + 1), n);
        OverQuefrency(n - reach, n);
    }

    private void OverQuefrency(int first, int end)
    {
        for (var k = first; k < end; k++)
        {
            var from = Math.Max(-0.5, k - halfWidthBins);
            var to = Math.Min(overTime.Length - 0.5, k + halfWidthBins);
            smoothed[k] = (float)((IntegralTo(to) - IntegralTo(from)) / (to - from));
        }
    }

    /// <summary>Running integral over some of the points; only its differences are looked at, so later points may start from any origin.</summary>
    private void Integrate(int first, int end)
    {
        runningSums[first] = overTime[first] * 0.5; // the integral from −½ to point 0 of a curve that is flat there
        for (var k = first + 1; k < end; k++)
        {
            runningSums[k] = runningSums[k - 1] + 0.5 * (overTime[k - 1] + overTime[k]);
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
