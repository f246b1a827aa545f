using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VoiceStage.Assessment.Journal;

/// <summary>The hash chain of a session's rows: a row that is changed, removed or put elsewhere breaks every hash after it.</summary>
public static class JournalHash
{
    /// <summary>Hash before the first row: 32 zero bytes.</summary>
    public static ReadOnlyMemory<byte> Beginning { get; } = new byte[SHA256.HashSizeInBytes];

    /// <summary>SHA-256 over the previous row's hash, the session, version, time, audio offset, schema version and the event's bytes.</summary>
    /// <param name="previous">Hash of the row before, 32 bytes.</param>
    /// <param name="sessionId">Session.</param>
    /// <param name="version">Version of this row.</param>
    /// <param name="recordedTime">UTC; counted in whole milliseconds, as stores keep it.</param>
    /// <param name="audioSample">Audio offset.</param>
    /// <param name="schemaVersion">Schema version of the event.</param>
    /// <param name="eventUtf8">The event's bytes as stored.</param>
    /// <returns>32 bytes.</returns>
    public static byte[] Next(
        ReadOnlySpan<byte> previous, string sessionId, long version, DateTimeOffset recordedTime, long audioSample, int schemaVersion, ReadOnlySpan<byte> eventUtf8)
    {
        if (previous.Length != SHA256.HashSizeInBytes)
        {
            throw new ArgumentException("a hash has 32 bytes", nameof(previous));
        }

        ArgumentNullException.ThrowIfNull(sessionId);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> number = stackalloc byte[8];
        void Append(Span<byte> buffer, long value)
        {
            BinaryPrimitives.WriteInt64BigEndian(buffer, value);
            hash.AppendData(buffer);
        }

        hash.AppendData(previous);
        var id = Encoding.UTF8.GetBytes(sessionId);
        Append(number, id.Length);
        hash.AppendData(id);
        Append(number, version);
        Append(number, recordedTime.ToUnixTimeMilliseconds());
        Append(number, audioSample);
        Append(number, schemaVersion);
        hash.AppendData(eventUtf8);
        return hash.GetHashAndReset();
    }
}
