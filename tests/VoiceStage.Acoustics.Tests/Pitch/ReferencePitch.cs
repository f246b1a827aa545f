using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Tests.Pitch;

/// <summary>The slow twin: every lag by direct sums, every candidate by Brent's search on the samples; nothing skipped. Voiced places never run out here.</summary>
internal static class ReferencePitch
{
    public static double[] ByAutocorrelation(float[] x, int rate)
    {
        var options = PitchOptions.Default;
        var grid = FrameGrid.Centred(x.Length, rate, 3 / 75.0, 0.01);
        var dx = 1.0 / rate;
        var (period, half) = (rate / 75, (int)Math.Floor(3 / 75.0 / dx) / 2 - 1);
        var window = Enumerable.Range(1, 2 * half).Select(j => 0.5 - 0.5 * Math.Cos(2 * Math.PI * j / (2 * half + 1))).ToArray();
        var windowLags = Correlate(window, half);
        var mean = x.Average(v => (double)v);
        var peak = x.Max(v => Math.Abs(v - mean));
        var candidates = new PitchCandidates(grid.FrameCount, 60);
        for (var f = 0; f < grid.FrameCount; f++)
        {
            var left = SampleTime.LowIndex(grid.TimeOf(f), dx);
            var local = x[(left + 1 - period)..(left + 1 + period)].Average(v => (double)v);
            var frame = window.Select((w, j) => (x[left + 1 - half + j] - local) * w).ToArray();
            var reach = period / 2 + 1;
            candidates.RelativePeak[f] = Math.Min(1, frame[Math.Max(0, half - reach)..Math.Min(2 * half, half + reach)].Max(Math.Abs) / peak);
            var lags = Correlate(frame, half);
            var r = new double[2 * half + 1];
            for (var k = 0; k <= half; k++) r[half + k] = r[half - k] = lags[k] / lags[0] / (windowLags[k] / windowLags[0]);
            var count = 1;
            for (var k = 2; k < Math.Min(2 * half / 3 + 2, half); k++)
            {
                if (!(r[half + k] > 0.5 * options.VoicingThreshold && r[half + k] > r[half + k - 1] && r[half + k] >= r[half + k + 1])) continue;
                var (index, value) = SincInterpolation.Peak(r, half + k, 70);
                (candidates.FrequencyHz(f)[count], candidates.Strength(f)[count++]) = (rate / (index - half), value > 1 ? 1 / value : value);
            }
            candidates.Count[f] = count;
        }
        var path = PitchPath.Choose(candidates, options, 600, 0.01);
        return [.. path.Select((k, f) => candidates.FrequencyHz(f)[k] is var hertz && hertz < 600 ? hertz : 0)];
    }

    private static double[] Correlate(double[] x, int largestLag)
    {
        var lags = new double[largestLag + 1];
        for (var lag = 0; lag <= largestLag; lag++)
        {
            for (var i = 0; i + lag < x.Length; i++) lags[lag] += x[i] * x[i + lag];
        }
        return lags;
    }
}
