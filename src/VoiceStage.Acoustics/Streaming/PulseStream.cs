using VoiceStage.Acoustics.Perturbation;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Walks through voiced stretches as soon as they seem to be over, so that at the end of an answer hardly any is left to be walked.</summary>
/// <remarks>Where voice is hangs on the whole answer in the end. A walk is used only when the final path has the very same stretch, with the same F0
/// in every frame; all others are walked again. So looking early saves time and changes no value.</remarks>
internal sealed class PulseStream
{
    // How far behind the last frame the path is taken to stand, and how often one looks.
    private const int SettledFrames = 40, LookEveryFrames = 100;
    private const double MarginSeconds = 0.06;

    private readonly PitchStream pitch;
    private readonly KeptSamples samples;
    private readonly int rateHz;
    private readonly StreamPath path;
    private readonly PulseSearch search;
    private readonly KeptView view;
    private readonly StretchPitch stretch;
    private readonly PagedList<Walked> points = new();
    private readonly PagedList<float> frequencies = new();
    private readonly List<Stretch> stretches = [];
    private float[] look = [];
    private int anchor;
    private int nextLook = LookEveryFrames;

    public PulseStream(PitchStream pitch, KeptSamples samples, int rateHz)
    {
        (this.pitch, this.samples, this.rateHz) = (pitch, samples, rateHz);
        path = new StreamPath(pitch.Kept, pitch.Options, pitch.Frames.StepSeconds);
        search = new PulseSearch(rateHz);
        view = new KeptView(samples, rateHz);
        stretch = new StretchPitch(pitch.Frames);
    }

    /// <summary>Walks what has ended since the last look.</summary>
    public void Advance(double largestMagnitude)
    {
        var count = pitch.Kept.FrameCount;
        if (count < nextLook)
        {
            return;
        }

        var length = count - anchor;
        if (look.Length < length)
        {
            look = new float[length + length / 2];
        }

        var hertz = look.AsSpan(0, length);
        path.Choose(anchor, largestMagnitude, hertz);
        var settled = length - SettledFrames;
        while (settled > 0 && hertz[settled - 1] > 0)
        {
            settled--;
        }

        foreach (var (first, end) in Voiced(hertz[..Math.Max(0, settled)]))
        {
            if ((pitch.Frames.TimeOf(anchor + end) + MarginSeconds) * rateHz < samples.Count)
            {
                stretches.Add(Walk(anchor + first, hertz[first..end]));
            }
        }

        anchor += Math.Max(0, settled);
        // A voice that does not stop is looked at ever more seldom: the whole cost stays in proportion to its length.
        nextLook = count + Math.Max(LookEveryFrames, (count - anchor) / 2);
    }

    /// <summary>The pulses of the whole answer.</summary>
    /// <param name="frequencyHz">The final F0 of every frame, 0 where unvoiced.</param>
    /// <param name="largestMagnitude">Of the answer.</param>
    public double[] Complete(ReadOnlySpan<float> frequencyHz, double largestMagnitude)
    {
        var choice = new PulseChoice(largestMagnitude);
        var known = 0;
        var (left, right) = (new List<WalkedPulse>(), new List<WalkedPulse>());
        foreach (var (first, end) in Voiced(frequencyHz))
        {
            while (known < stretches.Count && stretches[known].First < first)
            {
                known++;
            }

            var hertz = frequencyHz[first..end];
            var walked = known < stretches.Count && IsSame(stretches[known], first, hertz) ? stretches[known] : Walk(first, hertz);
            if (walked.Origin is not { } origin)
            {
                continue;
            }

            left.Clear();
            right.Clear();
            for (var i = 0; i < walked.LeftCount; i++)
            {
                left.Add(points[walked.FirstPoint + i].Widened);
            }

            for (var i = walked.LeftCount; i < walked.PointCount; i++)
            {
                right.Add(points[walked.FirstPoint + i].Widened);
            }

            stretch.Set(first, hertz);
            choice.Add(
                stretch.StartSeconds, stretch.EndSeconds, origin,
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(left), System.Runtime.InteropServices.CollectionsMarshal.AsSpan(right));
        }

        return choice.Pulses();
    }

    /// <summary>Amplitudes at the pulses.</summary>
    public PulseAmplitude[] Amplitudes(double[] pulses) => PulseAmplitudes.Of(view, rateHz, pulses, PerturbationOptions.Default);

    private Stretch Walk(int first, ReadOnlySpan<float> hertz)
    {
        stretch.Set(first, hertz);
        var (point, left, frequency) = (points.Count, 0, frequencies.Count);
        foreach (var f in hertz)
        {
            frequencies.Add(f);
        }

        var origin = PulseWalk.Take(view, search, stretch.StartSeconds, stretch.EndSeconds, stretch.At, at =>
        {
            points.Add(Walked.Of(at));
            left++;
        }, at => points.Add(Walked.Of(at)));
        return new Stretch(first, hertz.Length, frequency, origin, point, left, points.Count - point);
    }

    private bool IsSame(Stretch known, int first, ReadOnlySpan<float> hertz)
    {
        if (known.First != first || known.FrameCount != hertz.Length)
        {
            return false;
        }

        for (var i = 0; i < hertz.Length; i++)
        {
            if (frequencies[known.FirstFrequency + i] != hertz[i])
            {
                return false;
            }
        }

        return true;
    }

    private static List<(int First, int End)> Voiced(ReadOnlySpan<float> hertz)
    {
        var found = new List<(int, int)>();
        for (var i = 0; i < hertz.Length; i++)
        {
            var first = i;
            while (i < hertz.Length && hertz[i] > 0)
            {
                i++;
            }

            if (i > first)
            {
                found.Add((first, i));
            }
        }

        return found;
    }

    private readonly record struct Stretch(int First, int FrameCount, int FirstFrequency, double? Origin, int FirstPoint, int LeftCount, int PointCount);

    private readonly record struct Walked(double TimeSeconds, float Correlation, float Peak, float Hertz)
    {
        public WalkedPulse Widened => new(TimeSeconds, Correlation, Peak, Hertz);

        public static Walked Of(WalkedPulse at) => new(at.TimeSeconds, (float)at.Correlation, (float)at.Peak, (float)at.Hertz);
    }
}
