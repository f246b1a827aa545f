using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>F0 tracks of whole recordings, compatible with Praat's.</summary>
public static class PitchAnalysis
{
    /// <summary>F0 by autocorrelation of Hann-windowed frames, divided by the window's own (Boersma 1993).</summary>
    /// <param name="samples">Shape [n], finite.</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    /// <param name="options">Null takes <see cref="PitchOptions.Default"/>.</param>
    /// <returns>A track; without frames when the recording is shorter than three periods of the floor.</returns>
    public static PitchTrack ByAutocorrelation(ReadOnlySpan<float> samples, int sampleRateHz, PitchOptions? options = null)
    {
        options = Checked(options, sampleRateHz);
        var window = 3.0 / options.FloorHz;
        var step = options.TimeStepSeconds > 0 ? options.TimeStepSeconds : 0.75 / options.FloorHz;
        var grid = FrameGrid.Centred(samples.Length, sampleRateHz, window, step);
        var ceiling = Math.Min(options.CeilingHz, 0.5 * sampleRateHz);
        var candidates = new PitchCandidates(grid.FrameCount, CandidateCount(options, ceiling));
        if (grid.FrameCount > 0)
        {
            var frames = new AutocorrelationFrames(samples, sampleRateHz, options.FloorHz);
            if (frames.LagCount < 2) return Empty(samples.Length, sampleRateHz, step);
            var search = new CandidateSearch(options, sampleRateHz, ceiling, frames.LargestLag, frames.LagCount, candidates.LargestCount);
            for (var i = 0; i < grid.FrameCount; i++)
            {
                candidates.RelativePeak[i] = frames.Correlate(samples, grid.TimeOf(i), search.Lags, out var defined);
                if (defined) search.Find(candidates, i);
            }
        }
        return Track(candidates, options, ceiling, grid, samples.Length, sampleRateHz);
    }

    /// <summary>F0 by normalised forward cross-correlation of unwindowed frames: finds voice nearer the edges, and more in noise.</summary>
    /// <inheritdoc cref="ByAutocorrelation"/>
    /// <returns>A track; without frames when the recording is shorter than two periods of the floor.</returns>
    public static PitchTrack ByCrossCorrelation(ReadOnlySpan<float> samples, int sampleRateHz, PitchOptions? options = null)
    {
        options = Checked(options, sampleRateHz);
        var window = 1.0 / options.FloorHz;
        var step = options.TimeStepSeconds > 0 ? options.TimeStepSeconds : 0.25 / options.FloorHz;
        var grid = FrameGrid.Centred(samples.Length, sampleRateHz, 1.0 / options.FloorHz + window, step);
        var ceiling = Math.Min(options.CeilingHz, 0.5 * sampleRateHz);
        var candidates = new PitchCandidates(grid.FrameCount, CandidateCount(options, ceiling));
        if (grid.FrameCount > 0)
        {
            var frames = new CrossCorrelationFrames(samples, sampleRateHz, options.FloorHz);
            if (frames.LagCount < 2) return Empty(samples.Length, sampleRateHz, step);
            var search = new CandidateSearch(options, sampleRateHz, ceiling, frames.LargestLag, frames.LagCount, candidates.LargestCount);
            for (var i = 0; i < grid.FrameCount; i++)
            {
                candidates.RelativePeak[i] = frames.RelativePeak(samples, grid.TimeOf(i));
                if (frames.Correlate(samples, grid.TimeOf(i), search.Lags, summing: true)) search.Find(candidates, i);
            }
        }
        return Track(candidates, options, ceiling, grid, samples.Length, sampleRateHz);
    }

    private static PitchOptions Checked(PitchOptions? options, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1);
        options ??= PitchOptions.Default;
        options.RequireValid();
        return options;
    }

    private static int CandidateCount(PitchOptions options, double ceilingHz) =>
        Math.Max(options.LargestCandidateCount, (int)Math.Floor(ceilingHz / options.FloorHz));

    private static PitchTrack Empty(int sampleCount, int sampleRateHz, double step) =>
        new(new FrameGrid(0, 0, step), [], [], [], (double)sampleCount / sampleRateHz);

    private static PitchTrack Track(PitchCandidates candidates, PitchOptions options, double ceilingHz, FrameGrid grid, int sampleCount, int sampleRateHz)
    {
        var path = PitchPath.Choose(candidates, options, ceilingHz, grid.TimeStepSeconds);
        var frequency = new double[grid.FrameCount];
        var strength = new double[grid.FrameCount];
        for (var i = 0; i < path.Length; i++)
        {
            var hertz = candidates.FrequencyHz(i)[path[i]];
            if (hertz < ceilingHz) (frequency[i], strength[i]) = (hertz, candidates.Strength(i)[path[i]]);
        }
        return new PitchTrack(grid, frequency, strength, candidates.RelativePeak, (double)sampleCount / sampleRateHz);
    }
}
