using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Cepstrum;

/// <summary>Smoothed cepstral peak prominence (CPPS): how far the cepstral peak of the voice stands above the trend of the cepstrum.</summary>
/// <remarks>
/// <para>Per frame: 10·log10 of the power cepstrum, averaged over time and quefrency, minus a robust line through all quefrencies but 0, limited
/// at 0 dB; its largest value between 1/ceiling and 1/floor. CPPS is the mean over all frames, pauses included. In dB, 0 to about 35.</para>
/// <para>Compare only recordings of equal bandwidth, level and share of silence: below 5 kHz bandwidth the empty band is measured too.
/// Also known as CPP (smoothed). Source: Hillenbrand and Houde (1996); Praat 6.3 manual, "PowerCepstrogram: Get CPPS".</para>
/// </remarks>
public static class CepstralPeakMeter
{
    private const double LargestPeak = 1e6;

    /// <summary>Peak prominence of every frame.</summary>
    /// <param name="recording">Any length; shorter than six periods of the pitch floor (100 ms) gives no frame.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <returns>Prominences in dB, in time order.</returns>
    public static double[] Measure(Recording recording, CepstralPeakOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        options ??= new CepstralPeakOptions();
        var windowSeconds = 6 / options.PitchFloorHz;
        var grid = FrameGrid.Centred(recording.SampleCount, recording.SampleRateHz, windowSeconds, options.HopSeconds);
        var prominences = new double[grid.FrameCount];
        if (grid.FrameCount == 0)
        {
            return prominences;
        }

        var signal = CentredResampler.Resample(recording, 2 * options.HighestFrequencyHz);
        var samples = signal.Preemphasised(options.PreemphasisFromHz);
        var peak = Math.Abs(TensorPrimitives.MaxMagnitude<double>(samples));
        if (peak > LargestPeak)
        {
            // Float files may hold anything; prominence does not depend on level, but powers must fit the vector precision.
            TensorPrimitives.Multiply(samples, 1 / peak, samples);
        }

        var frames = new CepstrumFrames(options, windowSeconds);
        var smoother = new CepstrumSmoother(options, frames.QuefrencyCount, grid.FrameCount);
        var peaks = new CepstralPeakFinder(options, frames.QuefrencyCount, frames.QuefrencyStepSeconds);
        for (int next = 0, done = 0; done < prominences.Length;)
        {
            for (; next < grid.FrameCount && next <= done + smoother.Reach; next++)
            {
                var first = signal.NearestIndex(grid.TimeOf(next) - windowSeconds / 2);
                frames.PowerCepstrum(samples, first, smoother.Row(next));
            }

            prominences[done] = peaks.ProminenceDb(smoother.Smooth(done));
            done++;
        }

        return prominences;
    }
}
