using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace VoiceStage.Server.Journal;

/// <summary>Chains the rows of a stream: whoever changes, drops or reorders a row must recompute every later one, and a hash that was noted elsewhere then no longer fits.</summary>
public static class EventHash
{
    /// <summary>Hash before the first row.</summary>
    public static string Start { get; } = new('0', 64);

    /// <summary>Hash of one row.</summary>
    /// <remarks>Every text is preceded by its length in bytes, so that no two different rows share one byte string.</remarks>
    /// <returns>SHA-256, lower-case hex, 64 characters.</returns>
    public static string Of(string previousHash, string session, long version, string type, int schemaVersion, long recordedMs, long audioSample, string json)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Text(hash, previousHash);
        Text(hash, session);
        Number(hash, version);
        Text(hash, type);
        Number(hash, schemaVersion);
        Number(hash, recordedMs);
        Number(hash, audioSample);
        Text(hash, json);
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    /// <summary>Whether a row still has the hash that its content asks for.</summary>
    public static bool Fits(EventRow row) =>
        row.Hash == Of(row.PreviousHash, row.Session, row.Version, row.Type, row.SchemaVersion, row.RecordedMs, row.AudioSample, row.Json);

    private static void Text(IncrementalHash hash, string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        Number(hash, bytes.Length);
        hash.AppendData(bytes);
    }

    private static void Number(IncrementalHash hash, long number)
    {
        Span<byte> bytes = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, number);
        hash.AppendData(bytes);
    }
}
