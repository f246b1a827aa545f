using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Intensity;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Mean and standard deviation of the level of a stream (Welford's sums: nothing is kept).</summary>
internal sealed class IntensityStream
{
    private readonly StreamFrames frames;
    private readonly float[] weights, scratch;
    private readonly int half;
    private double mean, squares;

    public IntensityStream(int rateHz)
    {
        var options = new IntensityOptions();
        frames = new StreamFrames(rateHz, 6.4 / options.PitchFloorHz, 0.8 / options.PitchFloorHz);
        weights = IntensityMeter.Weights(frames.WindowSeconds, 1.0 / rateHz, out half);
        scratch = new float[weights.Length];
    }

    /// <summary>Where the frames stand.</summary>
    public StreamFrames Frames => frames;

    /// <summary>Frames so far.</summary>
    public int FrameCount { get; private set; }

    /// <summary>First sample that the next frame still needs.</summary>
    public int Needs => Middle(FrameCount) - half;

    /// <summary>Measures the frames before <paramref name="frameLimit"/>.</summary>
    public void Take(SlidingWindow<float> samples, int frameLimit)
    {
        for (; FrameCount < frameLimit; FrameCount++)
        {
            var from = Middle(FrameCount) - half - samples.First;
            var first = Math.Max(0, from);
            var end = Math.Min(samples.Held.Length, from + weights.Length);
            var level = IntensityMeter.LevelDb(samples.Held[first..end], weights.AsSpan(first - from, end - first), scratch.AsSpan(0, end - first));
            var distance = level - mean;
            mean += distance / (FrameCount + 1);
            squares += distance * (level - mean);
        }
    }

    /// <summary>Mean of the frames' decibels.</summary>
    public Reading Mean => FrameCount > 0 ? Reading.Of(mean) : Reading.Withheld(Unmeasured.TooShort);

    /// <summary>Their standard deviation, n − 1.</summary>
    public Reading StandardDeviation => FrameCount > 1 ? Reading.Of(Math.Sqrt(squares / (FrameCount - 1))) : Reading.Withheld(Unmeasured.TooShort);

    private int Middle(int frame) => SampleTime.NearestIndex(frames.TimeOf(frame), 1.0 / frames.RateHz);
}
