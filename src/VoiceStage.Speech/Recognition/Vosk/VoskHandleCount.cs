namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>How many native recognisers of one model are alive.</summary>
internal sealed class VoskHandleCount
{
    private long made;
    private long freed;

    public long Made => Interlocked.Read(ref made);

    public long Alive => Interlocked.Read(ref made) - Interlocked.Read(ref freed);

    public void Add() => Interlocked.Increment(ref made);

    public void Remove() => Interlocked.Increment(ref freed);
}
