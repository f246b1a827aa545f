using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Pitch candidates of a stream, frame by frame. Which of them is F0 hangs on the loudest sample of the whole answer, and is settled at its end.</summary>
internal sealed class PitchStream
{
    // Peaks are kept as they are and set against the answer's own later: a power of two changes no bit.
    private const double Unscaled = 1L << 40;

    private readonly AutocorrelationFrames correlation;
    private readonly CandidateSearch search;
    private readonly PitchCandidates scratch;
    private readonly StreamFrames frames;
    private readonly double samplePeriod, ceilingHz;
    private readonly int reach;

    public PitchStream(int rateHz, PitchOptions options)
    {
        Options = options;
        frames = new StreamFrames(rateHz, 3 / options.FloorHz, 0.75 / options.FloorHz);
        samplePeriod = 1.0 / rateHz;
        reach = (int)Math.Ceiling(frames.WindowSeconds / 2 * rateHz) + 2;
        ceilingHz = Math.Min(options.CeilingHz, 0.5 * rateHz);
        correlation = new AutocorrelationFrames(Unscaled, rateHz, options.FloorHz);
        scratch = new PitchCandidates(1, Math.Max(options.LargestCandidateCount, (int)Math.Floor(ceilingHz / options.FloorHz)));
        search = new CandidateSearch(options, rateHz, ceilingHz, correlation.LargestLag, correlation.LagCount, scratch.LargestCount);
        Kept = new KeptCandidates(ceilingHz);
    }

    /// <summary>How candidates are found and weighed.</summary>
    public PitchOptions Options { get; }

    /// <summary>Where the frames stand.</summary>
    public StreamFrames Frames => frames;

    /// <summary>What was found so far.</summary>
    public KeptCandidates Kept { get; }

    /// <summary>First sample that the next frame still needs.</summary>
    public int Needs => SampleTime.LowIndex(frames.TimeOf(Kept.FrameCount), samplePeriod) - reach;

    /// <summary>Measures the frames that can be: those before <paramref name="frameLimit"/> that fit into what there is.</summary>
    public void Take(SlidingWindow<float> samples, int frameLimit)
    {
        for (var frame = Kept.FrameCount; frame < frameLimit; frame++)
        {
            var left = SampleTime.LowIndex(frames.TimeOf(frame), samplePeriod);
            // Local time stands in the middle between two ties, where no rounding moves it to another sample.
            var time = (left - samples.First + 1) * samplePeriod;
            scratch.Count[0] = 1;
            var peak = correlation.Correlate(samples.Held, time, search.Lags, out var defined) * Unscaled;
            if (defined)
            {
                search.Find(scratch, 0);
            }

            Kept.Add((float)peak, scratch.FrequencyHz(0)[..scratch.Count[0]], scratch.Strength(0));
        }
    }
}
