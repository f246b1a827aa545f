using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Formants;

/// <summary>Formant frequencies and bandwidths over time, as found frame by frame: no tracking, the lowest resonance is F1.</summary>
public sealed class FormantTrack
{
    private readonly double[] frequencies;
    private readonly double[] bandwidths;

    internal FormantTrack(FrameGrid grid, int count)
    {
        Grid = grid;
        Count = count;
        frequencies = new double[grid.FrameCount * count];
        bandwidths = new double[grid.FrameCount * count];
    }

    /// <summary>Where the frames stand.</summary>
    public FrameGrid Grid { get; }

    /// <summary>Formants that a frame can hold.</summary>
    public int Count { get; }

    /// <summary>Frequency in hertz, or null when the frame has no such formant.</summary>
    /// <param name="formant">From 1.</param>
    /// <param name="frameIndex">From 0.</param>
    public double? FrequencyHz(int formant, int frameIndex) => OrNull(frequencies, formant, frameIndex);

    /// <summary>Bandwidth in hertz, or null when the frame has no such formant.</summary>
    /// <param name="formant">From 1.</param>
    /// <param name="frameIndex">From 0.</param>
    public double? BandwidthHz(int formant, int frameIndex) => OrNull(bandwidths, formant, frameIndex);

    /// <summary>Frequency at a time, on the straight line between the two frames around it; the nearer one decides whether there is a value.</summary>
    /// <param name="formant">From 1.</param>
    /// <param name="timeSeconds">From the start of the recording.</param>
    public double? FrequencyAt(int formant, double timeSeconds) => At(frequencies, formant, timeSeconds);

    /// <summary>Bandwidth at a time, in the same way.</summary>
    /// <param name="formant">From 1.</param>
    /// <param name="timeSeconds">From the start of the recording.</param>
    public double? BandwidthAt(int formant, double timeSeconds) => At(bandwidths, formant, timeSeconds);

    private double? At(double[] values, int formant, double timeSeconds)
    {
        var place = (timeSeconds - Grid.FirstTimeSeconds) / Grid.TimeStepSeconds;
        var left = (int)Math.Floor(place);
        var phase = place - left;
        var (near, far) = phase < 0.5 ? (left, left + 1) : (left + 1, left);
        if (near < 0 || near >= Grid.FrameCount || OrNull(values, formant, near) is not { } nearValue)
        {
            return null;
        }

        return far >= 0 && far < Grid.FrameCount && OrNull(values, formant, far) is { } farValue
            ? nearValue + (phase < 0.5 ? phase : 1 - phase) * (farValue - nearValue)
            : nearValue;
    }

    internal void Set(int frameIndex, int formant, double frequencyHz, double bandwidthHz)
    {
        frequencies[frameIndex * Count + formant - 1] = frequencyHz;
        bandwidths[frameIndex * Count + formant - 1] = bandwidthHz;
    }

    // 0 marks an empty place inside the arrays: found frequencies are above 50 Hz.
    private double? OrNull(double[] values, int formant, int frameIndex)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(formant);
        var at = frameIndex * Count + formant - 1;
        return formant <= Count && frequencies[at] > 0 ? values[at] : null;
    }
}
