namespace VoiceStage.Acoustics.Framing;

/// <summary>Where the frames of a whole-file analysis stand: as many windows as fit, centred in the file.</summary>
/// <remarks>
/// The first frame is not at half a window in general: what is left over is shared between both ends. Times are computed in double in
/// exactly the order written here; at 8 and 16 kHz frames fall exactly between two samples, and any other order shifts single frames by one sample.
/// Source: the manual of Praat 6.3, "time step settings".
/// </remarks>
/// <param name="FrameCount">How many frames there are; 0 when the recording is shorter than the window.</param>
/// <param name="FirstTimeSeconds">Time of frame 0.</param>
/// <param name="TimeStepSeconds">Distance between frames.</param>
public readonly record struct FrameGrid(int FrameCount, double FirstTimeSeconds, double TimeStepSeconds)
{
    /// <summary>Frames of <paramref name="windowSeconds"/> every <paramref name="timeStepSeconds"/>, centred in the recording.</summary>
    /// <param name="sampleCount">Length of the recording in samples.</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="windowSeconds">Length that must fit around every frame, above 0.</param>
    /// <param name="timeStepSeconds">Above 0.</param>
    public static FrameGrid Centred(int sampleCount, int sampleRateHz, double windowSeconds, double timeStepSeconds)
    {
        var samplePeriod = 1.0 / sampleRateHz;
        var duration = sampleCount * samplePeriod;
        if (sampleCount == 0 || windowSeconds > duration) return new FrameGrid(0, 0, timeStepSeconds);
        var count = (int)Math.Floor((duration - windowSeconds) / timeStepSeconds) + 1;
        var middle = 0.5 * duration;
        var first = middle - 0.5 * (count * timeStepSeconds) + 0.5 * timeStepSeconds;
        return new FrameGrid(count, first, timeStepSeconds);
    }

    /// <summary>Time of a frame.</summary>
    public double TimeOf(int frameIndex) => FirstTimeSeconds + frameIndex * TimeStepSeconds;
}
