using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Harmonicity;

/// <summary>Harmonics-to-noise ratio: the energy that repeats from period to period over the energy that does not.</summary>
public static class HarmonicsToNoise
{
    // "To Harmonicity (cc): 0.01, 75, 0.1, 1".
    internal const double TimeStepSeconds = 0.01, FloorHz = 75, SilenceThreshold = 0.1;
    private const double NearlyPeriodic = 1 - 1e-6;

    /// <summary>HNR by forward cross-correlation: 10·log10(r/(1 − r)), r the highest peak of the normalised cross-correlation at any lag.</summary>
    /// <remarks>
    /// <para>A frame whose peak is below a tenth of the recording's is silent unless it is strongly periodic; above a fifth never. There is no voicing decision:
    /// unvoiced but loud frames count. Jitter alone lowers the value: 1 % reads 17 to 19 dB without any noise. Also known as HNR, harmonicity (cc).</para>
    /// <para>Source: Boersma (1993); the manual of Praat 6.3, "Sound: To Harmonicity (cc)...".</para>
    /// </remarks>
    /// <param name="samples">Shape [n], finite.</param>
    /// <param name="sampleRateHz">Samples per second, above 0.</param>
    public static HarmonicityTrack ByCrossCorrelation(ReadOnlySpan<float> samples, int sampleRateHz)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 1);
        var grid = FrameGrid.Centred(samples.Length, sampleRateHz, 1 / FloorHz + 1 / FloorHz, TimeStepSeconds);
        var frames = new CrossCorrelationFrames(samples, sampleRateHz, FloorHz);
        if (grid.FrameCount == 0 || frames.LagCount < 2) return new HarmonicityTrack(new FrameGrid(0, 0, TimeStepSeconds), []);
        var search = Search(frames, sampleRateHz);
        var decibels = new double[grid.FrameCount];
        for (var i = 0; i < decibels.Length; i++)
        {
            var unvoiced = Math.Max(0, 2 - frames.RelativePeak(samples, grid.TimeOf(i)) / SilenceThreshold);
            // A correlation is at most 1: nothing can beat such silence, so it need not be computed.
            var strongest = unvoiced < 1 ? Strongest(frames, search, samples, grid.TimeOf(i), unvoiced) : null;
            decibels[i] = strongest is { } r ? Decibels(r) : double.NaN;
        }
        return new HarmonicityTrack(grid, decibels);
    }

    /// <summary>A search over all lags with no costs.</summary>
    internal static CandidateSearch Search(CrossCorrelationFrames frames, int sampleRateHz)
    {
        var ceiling = 0.5 * sampleRateHz;
        var options = new PitchOptions
        {
            FloorHz = FloorHz, CeilingHz = ceiling, SilenceThreshold = SilenceThreshold, VoicingThreshold = 0, OctaveCost = 0, OctaveJumpCost = 0,
            VoicedUnvoicedCost = 0, DeepInterpolation = true, LargestCandidateCount = Math.Max(15, (int)Math.Floor(ceiling / FloorHz)),
        };
        return new CandidateSearch(options, sampleRateHz, ceiling, frames.LargestLag, frames.LagCount, options.LargestCandidateCount);
    }

    /// <summary>The highest peak of one frame, or null when it does not exceed <paramref name="least"/>.</summary>
    /// <param name="frames">Correlates.</param>
    /// <param name="search">Finds the peak.</param>
    /// <param name="samples">The recording, or a part of it.</param>
    /// <param name="timeSeconds">Middle of the frame.</param>
    /// <param name="least">What must be exceeded.</param>
    /// <param name="exact">Whether a frame that hangs on the last bits is done again by the slow twin: a hundred times the work, so not while somebody speaks.</param>
    internal static double? Strongest(
        CrossCorrelationFrames frames, CandidateSearch search, ReadOnlySpan<float> samples, double timeSeconds, double least, bool exact = true)
    {
        if (!frames.Correlate(samples, timeSeconds, search.Lags)) return null;
        var strongest = search.Strongest(least, searching: false, out var sharp);
        // So near to 1, or so flat, the value hangs on the last bits: constant stretches and synthetic voices.
        if (exact && (strongest > NearlyPeriodic || !sharp))
        {
            frames.Correlate(samples, timeSeconds, search.Lags, summing: true);
            strongest = search.Strongest(least, searching: true, out _);
        }
        return strongest;
    }

    internal static double Decibels(double r) => r <= 1e-15 ? -150 : r > 1 - 1e-15 ? 150 : 10 * Math.Log10(r / (1 - r));
}
