namespace VoiceStage.Acoustics.Streaming;

/// <summary>F0 of one voiced stretch between its frames: what <see cref="Pitch.PitchTrack.FrequencyAt"/> gives when only this stretch is voiced.</summary>
internal sealed class StretchPitch(StreamFrames frames)
{
    private float[] hertz = [];
    private int first;
    private int count;

    /// <summary>Half a step before the first frame.</summary>
    public double StartSeconds => frames.TimeOf(first) - 0.5 * frames.StepSeconds;

    /// <summary>Half a step after the last frame.</summary>
    public double EndSeconds => frames.TimeOf(first + count - 1) + 0.5 * frames.StepSeconds;

    /// <summary>Takes another stretch.</summary>
    public void Set(int firstFrame, ReadOnlySpan<float> frequencyHz)
    {
        if (hertz.Length < frequencyHz.Length)
        {
            hertz = new float[2 * frequencyHz.Length];
        }

        frequencyHz.CopyTo(hertz);
        (first, count) = (firstFrame, frequencyHz.Length);
    }

    /// <summary>F0 at a time, or null outside.</summary>
    public double? At(double timeSeconds)
    {
        var place = (timeSeconds - frames.TimeOf(0)) / frames.StepSeconds;
        var left = (int)Math.Floor(place);
        var phase = place - left;
        var (near, far) = phase < 0.5 ? (left, left + 1) : (left + 1, left);
        var nearHz = Of(near);
        if (nearHz == 0)
        {
            return null;
        }

        var farHz = Of(far);
        return farHz == 0 ? nearHz : nearHz + (phase < 0.5 ? phase : 1 - phase) * (farHz - nearHz);
    }

    private double Of(int frame) => frame >= first && frame < first + count ? hertz[frame - first] : 0;
}
