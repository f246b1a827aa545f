using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Harmonics-to-noise ratio of a stream; which frames are silent is settled at the end, against the loudest sample.</summary>
internal sealed class HarmonicityStream
{
    private const double Unscaled = 1L << 40;

    private readonly CrossCorrelationFrames correlation;
    private readonly CandidateSearch search;
    private readonly StreamFrames frames;
    private readonly PagedList<Frame> kept = new();
    private readonly double samplePeriod;
    private readonly int reach;

    public HarmonicityStream(int rateHz)
    {
        // Twice as dense as in the file: the mean then hangs less on where the first frame happens to stand.
        frames = new StreamFrames(rateHz, 2 / HarmonicsToNoise.FloorHz, HarmonicsToNoise.TimeStepSeconds / 2);
        samplePeriod = 1.0 / rateHz;
        reach = (int)Math.Ceiling(frames.WindowSeconds / 2 * rateHz) + 3;
        correlation = new CrossCorrelationFrames(Unscaled, rateHz, HarmonicsToNoise.FloorHz);
        search = HarmonicsToNoise.Search(correlation, rateHz);
    }

    /// <summary>Where the frames stand.</summary>
    public StreamFrames Frames => frames;

    /// <summary>Frames so far.</summary>
    public int FrameCount => kept.Count;

    /// <summary>First sample that the next frame still needs.</summary>
    public int Needs => SampleTime.LowIndex(frames.TimeOf(kept.Count), samplePeriod) - reach;

    /// <summary>Measures the frames before <paramref name="frameLimit"/>.</summary>
    /// <param name="samples">The stream.</param>
    /// <param name="frameLimit">One after the last.</param>
    /// <param name="leastMagnitude">The answer's largest magnitude is at least this: what is silent beside it need not be measured.</param>
    public void Take(SlidingWindow<float> samples, int frameLimit, double leastMagnitude)
    {
        for (var frame = kept.Count; frame < frameLimit; frame++)
        {
            var left = SampleTime.LowIndex(frames.TimeOf(frame), samplePeriod);
            var time = (left - samples.First + 1) * samplePeriod;
            var peak = correlation.RelativePeak(samples.Held, time) * Unscaled;
            // The later threshold is no lower than today's, and a correlation is at most 1.
            var today = Unvoiced(peak, leastMagnitude);
            var strongest = today < 1 ? HarmonicsToNoise.Strongest(correlation, search, samples.Held, time, today, exact: false) : null;
            kept.Add(strongest is { } r ? new Frame((float)peak, (float)r, (float)HarmonicsToNoise.Decibels(r)) : default);
        }
    }

    /// <summary>The mean over the frames that are not silent.</summary>
    public Reading Mean(double largestMagnitude)
    {
        var (sum, count) = (0.0, 0);
        for (var i = 0; i < kept.Count; i++)
        {
            var frame = kept[i];
            if (frame.Strength > 0 && frame.Strength > Unvoiced(frame.Peak, largestMagnitude))
            {
                sum += frame.Decibels;
                count++;
            }
        }

        return kept.Count == 0 ? Reading.Withheld(Unmeasured.TooShort) : count == 0 ? Reading.Withheld(Unmeasured.Silent) : Reading.Of(sum / count);
    }

    private static double Unvoiced(double peak, double largestMagnitude) =>
        Math.Max(0, 2 - StreamPath.Relative(peak, largestMagnitude) / HarmonicsToNoise.SilenceThreshold);

    private readonly record struct Frame(float Peak, float Strength, float Decibels);
}
