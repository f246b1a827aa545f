using System.Numerics.Tensors;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>F1 to F3 of a stream for one choice of ceiling, in the frames where there may be voice.</summary>
internal sealed class FormantStream
{
    private const int Kept = 3;
    private const double SafetyHz = 50;

    // A frame without such a candidate nearby does not end up voiced, or hardly ever.
    private const double LeastStrength = 0.3, LeastRelativePeak = 0.01;

    private readonly StreamFrames frames;
    private readonly BurgPredictor predictor;
    private readonly PolynomialRoots roots;
    private readonly double[] window, frame;
    private readonly double analysisRateHz;
    private readonly PagedList<float> found = new();
    private int next;

    /// <param name="options">Ceiling and count.</param>
    /// <param name="rateHz">Rate of the answer, which decides how many frames fit.</param>
    public FormantStream(FormantOptions options, int rateHz)
    {
        Options = options;
        analysisRateHz = 2 * options.CeilingHz;
        frames = new StreamFrames(rateHz, 2 * options.WindowSeconds, options.WindowSeconds / 4);
        window = GaussianWindow.Make((int)Math.Floor(frames.WindowSeconds * analysisRateHz + 1e-9));
        frame = new double[window.Length];
        predictor = new BurgPredictor(window.Length, 2 * options.Count);
        roots = new PolynomialRoots(2 * options.Count);
    }

    /// <summary>Ceiling and count.</summary>
    public FormantOptions Options { get; }

    /// <summary>First sample that the next frame still needs.</summary>
    public int Needs => First(next);

    /// <summary>Measures the frames whose samples and pitch frames are there.</summary>
    public void Take(SlidingWindow<double> samples, PitchStream pitch, double leastMagnitude)
    {
        while (First(next) + window.Length <= samples.End
            && frames.TimeOf(next) + frames.StepSeconds < pitch.Frames.TimeOf(pitch.Kept.FrameCount - 1))
        {
            Measure(samples, pitch, leastMagnitude);
        }
    }

    /// <summary>Measures the rest.</summary>
    public void Complete(SlidingWindow<double> samples, PitchStream pitch, double leastMagnitude, int sampleCount)
    {
        for (var count = frames.CountIn(sampleCount); next < count;)
        {
            Measure(samples, pitch, leastMagnitude);
        }
    }

    /// <summary>Ordinary medians at the times of voiced pitch frames, as <see cref="FormantMedians"/> takes them.</summary>
    public Reading[] Medians(ReadOnlySpan<float> frequencyHz, StreamFrames pitchFrames)
    {
        var readings = new Reading[Kept];
        var values = new List<float>(frequencyHz.Length);
        for (var f = 0; f < Kept; f++)
        {
            values.Clear();
            var voiced = 0;
            for (var i = 0; i < frequencyHz.Length; i++)
            {
                if (frequencyHz[i] > 0)
                {
                    voiced++;
                    if (At(f, pitchFrames.TimeOf(i)) is { } value)
                    {
                        values.Add(value);
                    }
                }
            }

            values.Sort();
            var half = values.Count / 2;
            readings[f] = frequencyHz.IsEmpty || (voiced > 0 && next == 0) ? Reading.Withheld(Unmeasured.TooShort)
                : voiced == 0 ? Reading.Withheld(Unmeasured.NoVoice)
                : values.Count == 0 ? Reading.Withheld(Unmeasured.Undefined)
                : Reading.Of(values.Count % 2 == 1 ? values[half] : 0.5 * ((double)values[half - 1] + values[half]));
        }

        return readings;
    }

    private void Measure(SlidingWindow<double> samples, PitchStream pitch, double leastMagnitude)
    {
        Span<float> lowest = stackalloc float[Kept];
        lowest.Clear();
        if (MayBeVoiced(pitch, frames.TimeOf(next), leastMagnitude))
        {
            var first = First(next) - samples.First;
            var held = samples.Held;
            frame.AsSpan().Clear();
            var (from, to) = (Math.Clamp(first, 0, held.Length), Math.Clamp(first + frame.Length, 0, held.Length));
            held[from..to].CopyTo(frame.AsSpan(from - first));
            TensorPrimitives.Multiply(frame, window, frame);
            if (predictor.Fit(frame))
            {
                Lowest(roots.Find(predictor.Coefficients), lowest);
            }
        }

        foreach (var frequency in lowest)
        {
            found.Add(frequency);
        }

        next++;
    }

    private static bool MayBeVoiced(PitchStream pitch, double timeSeconds, double leastMagnitude)
    {
        var place = (timeSeconds - pitch.Frames.TimeOf(0)) / pitch.Frames.StepSeconds;
        for (var i = Math.Max(0, (int)Math.Floor(place)); i <= Math.Min(pitch.Kept.FrameCount - 1, (int)Math.Ceiling(place)); i++)
        {
            if (pitch.Kept.Peak(i) >= LeastRelativePeak * leastMagnitude && pitch.Kept.Strongest(i).Strength > LeastStrength)
            {
                return true;
            }
        }

        return false;
    }

    private void Lowest(ReadOnlySpan<System.Numerics.Complex> z, Span<float> lowest)
    {
        Span<double> hertz = stackalloc double[z.Length];
        var count = 0;
        foreach (var root in z)
        {
            var frequency = Math.Atan2(root.Imaginary, root.Real) * analysisRateHz / (2 * Math.PI);
            if (frequency > SafetyHz && frequency < analysisRateHz / 2 - SafetyHz)
            {
                hertz[count++] = frequency;
            }
        }

        hertz[..count].Sort();
        for (var i = 0; i < Math.Min(count, Kept); i++)
        {
            lowest[i] = (float)hertz[i];
        }
    }

    // The straight line between two frames; the nearer one decides whether there is a value.
    private float? At(int formant, double timeSeconds)
    {
        var place = (timeSeconds - frames.TimeOf(0)) / frames.StepSeconds;
        var left = (int)Math.Floor(place);
        var phase = (float)(place - left);
        var (near, far) = phase < 0.5 ? (left, left + 1) : (left + 1, left);
        var nearHz = Of(formant, near);
        var farHz = Of(formant, far);
        return nearHz == 0 ? null : farHz == 0 ? nearHz : nearHz + (phase < 0.5f ? phase : 1 - phase) * (farHz - nearHz);
    }

    private float Of(int formant, int index) => index >= 0 && index < next ? found[index * Kept + formant] : 0;

    // Samples stand at (j + ½)/rate; the frame's middle lies on a sample or between two.
    private int First(int index) =>
        (int)Math.Floor(frames.TimeOf(index) * analysisRateHz - 0.5 + 1e-6) + 1 - window.Length / 2;
}
