namespace VoiceStage.Server.Calls;

/// <summary>Bounds of one call. Every one has a reason; none is a quality setting.</summary>
public sealed record CallOptions
{
    /// <summary>Audio a client may send beyond what was processed, in seconds. Default 1: the contract's "less than 1 s unread"; risk phrases are read at most this late.</summary>
    public double CreditSeconds { get; init; } = 1;

    /// <summary>Largest audio message in bytes. Default 32 KiB, the contract's.</summary>
    public int MaxAudioBytes { get; init; } = 32 * 1024;

    /// <summary>Longest typed answer. Default 2 000 characters, the contract's.</summary>
    public int MaxTextCharacters { get; init; } = 2_000;

    /// <summary>Wall-clock time without audio, while the client could send, that counts as passing time. Default 2 s.</summary>
    public TimeSpan NoAudio { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long after a prompt's own length a client that reports nothing is taken to have finished it. Default 2 s.</summary>
    public double ForcedFinishSeconds { get; init; } = 2;

    /// <summary>Sustained speech that cuts an interruptible prompt, in seconds. Default 0.8: "mm-hm" and a cough are shorter.</summary>
    public double BargeInSeconds { get; init; } = 0.8;

    /// <summary>Audio kept before speech was noticed. Default 0.5 s: at least 0.3 s so that no first syllable is lost.</summary>
    public double PreRollSeconds { get; init; } = 0.5;

    /// <summary>Longest assessment in seconds of audio. Default 30 min: the longest protocol takes six.</summary>
    public double MaxCallSeconds { get; init; } = 1_800;

    /// <summary>Longest stream by the clock, whatever it sends. Default 60 min.</summary>
    public TimeSpan MaxStream { get; init; } = TimeSpan.FromMinutes(60);

    /// <summary>How long nothing at all may come from a client that has a microphone before its stream counts as lost. Default 60 s.</summary>
    public TimeSpan MaxSilentStream { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>How long a new stream may take to say <c>open</c>. Default 10 s.</summary>
    public TimeSpan OpenWithin { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a lost stream is waited for. Default 120 s; then the call has ended and a call-back is due.</summary>
    public TimeSpan ResumeWithin { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>How long the words of a closed answer may take after it ended. Default 8 s; then they count as unknown.</summary>
    public TimeSpan ClosedWordsWithin { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>How long the next question waits for the words of an open answer. Default 1 s; then they follow later.</summary>
    public TimeSpan OpenWordsWithin { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>How long words that follow later may take in all. Default 60 s; then they count as unknown.</summary>
    public TimeSpan LateWordsWithin { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>After an acute phrase the patient may go on for this much audio until a pause. Default 6 s; the page is out long before.</summary>
    public double KindEndSeconds { get; init; } = 6;

    /// <summary>How often time without sound is told to the rules while paused or waiting for a person. Default 15 s.</summary>
    public TimeSpan WaitTick { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>How long a call whose store fails is kept with its patient. Default 120 s; then the client is asked to resume elsewhere.</summary>
    public TimeSpan StoreFailsWithin { get; init; } = TimeSpan.FromSeconds(120);

    /// <summary>Most calls at once on this node. Default 200.</summary>
    public int MaxLiveCalls { get; init; } = 200;

    /// <summary>Crisis-line text, shown and spoken.</summary>
    public string CrisisLineText { get; init; } = "";

    /// <summary>Number a client may dial to reach the crisis line; null leaves it to the text.</summary>
    public string? CrisisLineNumber { get; init; }
}
