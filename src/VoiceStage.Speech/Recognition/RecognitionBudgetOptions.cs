namespace VoiceStage.Speech.Recognition;

/// <summary>How much of the machine recognition may use.</summary>
public sealed record RecognitionBudgetOptions
{
    /// <summary>Pieces that are recognised at once. Default: the number of cores; range 1 to 1024.</summary>
    public int Parallelism { get; init; } = Environment.ProcessorCount;

    /// <summary>Longest piece that one turn recognises, in seconds. Default 0.2: about 30 ms of a core, the longest that an urgent piece waits.</summary>
    public double PieceSeconds { get; init; } = 0.2;

    /// <summary>Most sound of one utterance that may wait, in seconds. Default 120: the longest open answer twice over, 8 MB at 16 kHz.</summary>
    public double MaxLagSeconds { get; init; } = 120;
}
