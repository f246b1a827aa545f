using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace VoiceStage.Server.Recordings;

/// <summary>The form of a recording's file: chunks of <c>[payload bytes: u32][last: u8][ciphertext][tag: 16]</c>, little-endian 16-bit samples inside.</summary>
/// <remarks>
/// The nonce is the chunk's number, safe because every recording has a data key of its own. Session, recording, number and the last mark are
/// associated data: a chunk that is changed, moved, swapped, copied from another recording or cut off after is noticed.
/// </remarks>
internal static class RecordingChunks
{
    public const int HeaderByteCount = 5;
    public const int TagByteCount = 16;

    /// <summary>Largest payload: 1 s at 48 kHz. A greater length in a file is damage, not a reason to allocate.</summary>
    public const int LargestPayloadByteCount = 96_000;

    public static byte[] Seal(AesGcm key, string session, string recording, uint number, bool isLast, ReadOnlySpan<short> samples)
    {
        var payload = samples.Length * 2;
        var chunk = new byte[HeaderByteCount + payload + TagByteCount];
        BinaryPrimitives.WriteInt32LittleEndian(chunk, payload);
        chunk[4] = isLast ? (byte)1 : (byte)0;
        var plain = new byte[payload];
        for (var i = 0; i < samples.Length; i++)
        {
            BinaryPrimitives.WriteInt16LittleEndian(plain.AsSpan(2 * i), samples[i]);
        }

        key.Encrypt(Nonce(number), plain, chunk.AsSpan(HeaderByteCount, payload), chunk.AsSpan(HeaderByteCount + payload), Associated(session, recording, number, isLast));
        CryptographicOperations.ZeroMemory(plain);
        return chunk;
    }

    /// <summary>Reads a file's bytes as far as they hold.</summary>
    /// <param name="file">Whole file.</param>
    /// <param name="key">Data key.</param>
    /// <param name="session">Assessment.</param>
    /// <param name="recording">Recording.</param>
    /// <param name="samples">Takes the samples in order.</param>
    public static RecordingEnd Open(ReadOnlySpan<byte> file, AesGcm key, string session, string recording, List<short> samples)
    {
        for (uint number = 0; !file.IsEmpty; number++)
        {
            // A crash leaves a part of the last write, or blocks that the file system had reserved and not yet filled.
            if (file.Length < HeaderByteCount || file.IndexOfAnyExcept((byte)0) < 0)
            {
                return RecordingEnd.Cut;
            }

            var payload = BinaryPrimitives.ReadInt32LittleEndian(file);
            if (payload is < 0 or > LargestPayloadByteCount || payload % 2 != 0 || file[4] > 1)
            {
                return RecordingEnd.Damaged;
            }

            if (file.Length < HeaderByteCount + payload + TagByteCount)
            {
                return RecordingEnd.Cut;
            }

            var isLast = file[4] == 1;
            var plain = new byte[payload];
            try
            {
                key.Decrypt(
                    Nonce(number), file.Slice(HeaderByteCount, payload), file.Slice(HeaderByteCount + payload, TagByteCount), plain, Associated(session, recording, number, isLast));
            }
            catch (AuthenticationTagMismatchException)
            {
                return RecordingEnd.Damaged;
            }

            Add(samples, plain);
            file = file[(HeaderByteCount + payload + TagByteCount)..];
            if (isLast)
            {
                return file.IsEmpty ? RecordingEnd.Whole : RecordingEnd.Damaged;
            }
        }

        return RecordingEnd.Cut;
    }

    private static void Add(List<short> samples, ReadOnlySpan<byte> plain)
    {
        if (BitConverter.IsLittleEndian)
        {
            CollectionsMarshal.SetCount(samples, samples.Count + (plain.Length / 2));
            MemoryMarshal.Cast<byte, short>(plain).CopyTo(CollectionsMarshal.AsSpan(samples)[^(plain.Length / 2)..]);
            return;
        }

        for (var i = 0; i < plain.Length; i += 2)
        {
            samples.Add(BinaryPrimitives.ReadInt16LittleEndian(plain[i..]));
        }
    }

    private static byte[] Nonce(uint number)
    {
        var nonce = new byte[12];
        BinaryPrimitives.WriteUInt32LittleEndian(nonce.AsSpan(8), number);
        return nonce;
    }

    private static byte[] Associated(string session, string recording, uint number, bool isLast) =>
        Encoding.UTF8.GetBytes(FormattableString.Invariant($"{session}|{recording}|{number}|{(isLast ? 1 : 0)}"));
}
