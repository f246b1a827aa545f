using System.Numerics.Tensors;
using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Formants;

/// <summary>Resonances of the vocal tract from linear prediction (Burg), frame by frame.</summary>
/// <remarks>
/// <para>Resample to twice the ceiling, pre-emphasis, Gaussian window, twice as many coefficients as formants; the angle of each root in the
/// upper half-plane is a frequency, its radius a bandwidth −ln|z|²·ceiling/π. Frequencies within 50 Hz of 0 and of the ceiling are left out.</para>
/// <para>The ceiling must fit the speaker and the channel: with the usual 5 000 or 5 500 Hz, telephone speech puts poles into the empty band.
/// Source: Praat 6.3 manual, "Sound: To Formant (burg)"; Childers (1978).</para>
/// </remarks>
public static class FormantMeter
{
    private const double SafetyHz = 50;

    /// <summary>Measures a recording.</summary>
    /// <param name="recording">Any length; shorter than the window (50 ms) gives no frame.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <param name="isWanted">Which times are needed; frames that no wanted time touches are left empty. Null wants all.</param>
    public static FormantTrack Measure(Recording recording, FormantOptions? options = null, Func<double, bool>? isWanted = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        options ??= new FormantOptions();
        var analysisRateHz = (int)Math.Round(2 * options.CeilingHz);
        var windowSeconds = 2 * options.WindowSeconds;
        var grid = FrameGrid.Centred(recording.SampleCount, recording.SampleRateHz, windowSeconds, options.HopSeconds ?? options.WindowSeconds / 4);
        var track = new FormantTrack(grid, options.Count);
        if (grid.FrameCount == 0)
        {
            return track;
        }

        var signal = CentredResampler.Resample(recording, analysisRateHz);
        var samples = signal.Preemphasised(options.PreemphasisFromHz);
        var window = GaussianWindow.Make((int)Math.Floor(windowSeconds * analysisRateHz + 1e-9));
        var frame = new double[window.Length];
        var predictor = new BurgPredictor(window.Length, 2 * options.Count);
        var roots = new PolynomialRoots(2 * options.Count);
        var half = window.Length / 2;
        for (var k = 0; k < grid.FrameCount; k++)
        {
            var time = grid.TimeOf(k);
            if (isWanted is not null && !isWanted(time))
            {
                continue;
            }

            var first = (int)Math.Floor((time - signal.FirstTimeSeconds) * analysisRateHz) + 1 - half;
            if (first < 0 || first + frame.Length > samples.Length)
            {
                frame.AsSpan().Clear();
            }

            var (from, to) = (Math.Clamp(first, 0, samples.Length), Math.Clamp(first + frame.Length, 0, samples.Length));
            samples.AsSpan(from, to - from).CopyTo(frame.AsSpan(from - first));
            TensorPrimitives.Multiply(frame, window, frame);
            if (predictor.Fit(frame))
            {
                Place(track, k, roots.Find(predictor.Coefficients), analysisRateHz);
            }
        }

        return track;
    }

    private static void Place(FormantTrack track, int frameIndex, ReadOnlySpan<System.Numerics.Complex> roots, double analysisRateHz)
    {
        Span<(double FrequencyHz, double BandwidthHz)> found = stackalloc (double, double)[roots.Length];
        var count = 0;
        foreach (var root in roots)
        {
            var frequency = Math.Atan2(root.Imaginary, root.Real) * analysisRateHz / (2 * Math.PI);
            if (frequency > SafetyHz && frequency < analysisRateHz / 2 - SafetyHz)
            {
                // A root outside the unit circle is taken back inside; its distance in the logarithm stays the same.
                var bandwidth = Math.Abs(Math.Log(root.Real * root.Real + root.Imaginary * root.Imaginary)) * analysisRateHz / 2 / Math.PI;
                found[count++] = (frequency, bandwidth);
            }
        }

        found = found[..count];
        found.Sort();
        for (var i = 0; i < Math.Min(count, track.Count); i++)
        {
            track.Set(frameIndex, i + 1, found[i].FrequencyHz, found[i].BandwidthHz);
        }
    }
}
