namespace VoiceStage.Server.Calls;

/// <summary>Numbers of the server's messages: strictly rising within an assessment, across streams, processes and crashes, without a store of their own.</summary>
/// <remarks>
/// The upper bits are the journal version that stood when the message was made, the lower 20 count messages since. Every stream appends
/// <c>StreamConnected</c> first, so a new stream begins above everything that an earlier one can have sent: at most 2^20 messages fall between
/// two entries, far above what a call of bounded length sends.
/// </remarks>
internal sealed class ServerSequence
{
    private const int CountBits = 20;
    private long last;

    /// <summary>The next number.</summary>
    /// <param name="version">Journal version now.</param>
    public long Next(long version) => last = Math.Max(First(version), last + 1);

    /// <summary>The smallest number of a version.</summary>
    public static long First(long version) => version << CountBits;

    /// <summary>Journal version of which a client that received this number has seen the messages.</summary>
    public static long VersionOf(long sequence) => sequence >> CountBits;
}
