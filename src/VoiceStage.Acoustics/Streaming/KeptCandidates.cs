namespace VoiceStage.Acoustics.Streaming;

/// <summary>The pitch candidates of every frame, packed: only those below the ceiling, since one above counts as the unvoiced one and never beats it.</summary>
internal sealed class KeptCandidates(double ceilingHz)
{
    private readonly PagedList<Candidate> candidates = new();
    private readonly PagedList<Frame> frames = new();

    /// <summary>Frames so far.</summary>
    public int FrameCount => frames.Count;

    /// <summary>Highest F0 that counts as voice.</summary>
    public double CeilingHz => ceilingHz;

    /// <summary>Adds a frame.</summary>
    /// <param name="peak">Its largest magnitude.</param>
    /// <param name="frequencyHz">Candidates, the unvoiced one first.</param>
    /// <param name="strength">Their strengths.</param>
    public void Add(float peak, ReadOnlySpan<double> frequencyHz, ReadOnlySpan<double> strength)
    {
        var first = candidates.Count;
        for (var k = 1; k < frequencyHz.Length; k++)
        {
            if (frequencyHz[k] < ceilingHz)
            {
                candidates.Add(new Candidate((float)frequencyHz[k], (float)strength[k]));
            }
        }

        frames.Add(new Frame(peak, first, candidates.Count - first));
    }

    /// <summary>Largest magnitude of a frame.</summary>
    public float Peak(int frame) => frames[frame].Peak;

    /// <summary>Voiced candidates of a frame.</summary>
    public int CountOf(int frame) => frames[frame].Count;

    /// <summary>A voiced candidate of a frame, from 0.</summary>
    public Candidate this[int frame, int index] => candidates[frames[frame].First + index];

    /// <summary>The strongest voiced candidate of a frame; strength 0 when it has none.</summary>
    public Candidate Strongest(int frame)
    {
        var best = default(Candidate);
        for (var k = 0; k < CountOf(frame); k++)
        {
            best = this[frame, k].Strength > best.Strength ? this[frame, k] : best;
        }

        return best;
    }

    /// <summary>One candidate.</summary>
    public readonly record struct Candidate(float FrequencyHz, float Strength);

    private readonly record struct Frame(float Peak, int First, int Count);
}
