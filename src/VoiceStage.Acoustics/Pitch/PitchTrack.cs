using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>F0 over time: one value a frame, 0 where the frame is unvoiced.</summary>
public sealed class PitchTrack
{
    internal PitchTrack(FrameGrid frames, double[] frequencyHz, double[] strength, double[] relativePeak, double durationSeconds) =>
        (Frames, FrequencyHz, Strength, RelativePeak, DurationSeconds) = (frames, frequencyHz, strength, relativePeak, durationSeconds);

    /// <summary>Where the frames stand; no frame when the recording is shorter than the window.</summary>
    public FrameGrid Frames { get; }

    /// <summary>F0 in hertz, shape [frames]; 0 = unvoiced.</summary>
    public IReadOnlyList<double> FrequencyHz { get; }

    /// <summary>Height of the (window-corrected) correlation at the chosen lag, 0 to 1, shape [frames]; 0 where unvoiced.</summary>
    public IReadOnlyList<double> Strength { get; }

    /// <summary>Largest magnitude inside a frame over that of the recording, 0 to 1, shape [frames].</summary>
    public IReadOnlyList<double> RelativePeak { get; }

    /// <summary>Length of the recording in seconds.</summary>
    public double DurationSeconds { get; }

    /// <summary>Whether a frame is voiced.</summary>
    public bool IsVoiced(int frameIndex) => FrequencyHz[frameIndex] > 0;

    /// <summary>F0 at a time: a straight line between voiced neighbours, the nearer frame's value when only that one is voiced.</summary>
    /// <returns>Hertz, or null when the nearer frame is unvoiced or the time is more than half a step outside the frames.</returns>
    public double? FrequencyAt(double timeSeconds)
    {
        var place = (timeSeconds - Frames.FirstTimeSeconds) / Frames.TimeStepSeconds;
        var left = (int)Math.Floor(place);
        var phase = place - left;
        var (near, far) = phase < 0.5 ? (left, left + 1) : (left + 1, left);
        if (phase >= 0.5) phase = 1 - phase;
        var nearHz = Voiced(near);
        if (nearHz == 0) return null;
        var farHz = Voiced(far);
        return farHz == 0 ? nearHz : nearHz + phase * (farHz - nearHz);
    }

    /// <summary>Stretches of voiced frames, as first and last frame index, in time order.</summary>
    internal IEnumerable<(int First, int Last)> VoicedStretches()
    {
        for (var i = 0; i < Frames.FrameCount; i++)
        {
            if (!IsVoiced(i)) continue;
            var first = i;
            while (i + 1 < Frames.FrameCount && IsVoiced(i + 1)) i++;
            yield return (first, i);
        }
    }

    private double Voiced(int frame) => frame >= 0 && frame < Frames.FrameCount ? FrequencyHz[frame] : 0;
}
