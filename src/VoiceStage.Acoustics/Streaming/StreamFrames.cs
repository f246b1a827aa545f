using VoiceStage.Acoustics.Framing;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Where the frames of a stream stand: the first half a window after the first sample, one every step.</summary>
/// <remarks>A whole file's frames are centred in the file (<see cref="FrameGrid"/>), which a stream cannot know; their number is the same.</remarks>
internal readonly record struct StreamFrames(int RateHz, double WindowSeconds, double StepSeconds)
{
    /// <summary>Time of a frame's middle.</summary>
    public double TimeOf(int frame) => WindowSeconds / 2 + frame * StepSeconds;

    /// <summary>Samples that must be there before a frame can be measured; one or two more than its window, for the frame between two samples.</summary>
    public int Needs(int frame) => (int)Math.Ceiling((TimeOf(frame) + WindowSeconds / 2) * RateHz - 1e-6) + 2;

    /// <summary>How many frames fit.</summary>
    public int CountIn(int sampleCount) => FrameGrid.Centred(sampleCount, RateHz, WindowSeconds, StepSeconds).FrameCount;

    /// <summary>The finished grid.</summary>
    public FrameGrid Grid(int frameCount) => new(frameCount, WindowSeconds / 2, StepSeconds);
}
