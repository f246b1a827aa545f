using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>How much audio the client may send. Credit is granted for what was processed, so a client is never faster than the service.</summary>
internal sealed class CreditWindow
{
    private readonly long credit;
    private long grantedUpTo;

    public CreditWindow(long creditSamples, long position)
    {
        credit = creditSamples;
        grantedUpTo = position;
    }

    /// <summary>Audio before this offset is welcome. Read by the reader of the stream while the call grants.</summary>
    public long GrantedUpTo => Volatile.Read(ref grantedUpTo);

    /// <summary>Whether the client could send a usual chunk (100 ms) now.</summary>
    public bool LetsSend(long position) => GrantedUpTo - position >= credit / 10;

    /// <summary>Grants for what was processed.</summary>
    /// <param name="position">Offset of the next sample to process.</param>
    /// <param name="durable">Audio before it is on disk.</param>
    /// <param name="isForced">Grants also when little would be added.</param>
    /// <returns>The message to send, or null while enough credit stands.</returns>
    public Flow? Grant(long position, long durable, bool isForced = false)
    {
        // A message for each quarter of the window: seldom enough to cost nothing, often enough that nobody stalls.
        if (!isForced && position + credit - grantedUpTo < credit / 4)
        {
            return null;
        }

        Volatile.Write(ref grantedUpTo, Math.Max(grantedUpTo, position + credit));
        return new Flow { CreditOffset = position, CreditSamples = grantedUpTo - position, DurableAudioOffset = durable };
    }
}
