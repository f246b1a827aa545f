namespace VoiceStage.Acoustics.Pitch;

/// <summary>Every frame's candidates; candidate 0 of a frame is the unvoiced one, with frequency 0.</summary>
internal sealed class PitchCandidates
{
    private readonly double[] frequencyHz;
    private readonly double[] strength;

    public PitchCandidates(int frameCount, int largestCount)
    {
        LargestCount = largestCount;
        frequencyHz = new double[frameCount * largestCount];
        strength = new double[frameCount * largestCount];
        Count = new int[frameCount];
        RelativePeak = new double[frameCount];
        Count.AsSpan().Fill(1);
    }

    public int LargestCount { get; }

    /// <summary>Candidates of each frame, the unvoiced one included.</summary>
    public int[] Count { get; }

    /// <summary>Each frame's peak over the recording's, 0 to 1.</summary>
    public double[] RelativePeak { get; }

    public Span<double> FrequencyHz(int frame) => frequencyHz.AsSpan(frame * LargestCount, LargestCount);

    public Span<double> Strength(int frame) => strength.AsSpan(frame * LargestCount, LargestCount);
}
