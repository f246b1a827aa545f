using System.Security.Cryptography;
using System.Text;

namespace VoiceStage.Server.Recordings;

/// <summary>Wraps keys by keys: AES-256-GCM with a random nonce, bound to what the key is for.</summary>
internal static class KeyWrap
{
    public const int KeyByteCount = 32;

    private const int NonceByteCount = 12;
    private const int TagByteCount = 16;

    public static byte[] Wrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> key, string purpose)
    {
        var wrapped = new byte[NonceByteCount + key.Length + TagByteCount];
        var nonce = wrapped.AsSpan(0, NonceByteCount);
        RandomNumberGenerator.Fill(nonce);
        using var aes = new AesGcm(wrappingKey, TagByteCount);
        aes.Encrypt(nonce, key, wrapped.AsSpan(NonceByteCount, key.Length), wrapped.AsSpan(NonceByteCount + key.Length), Encoding.UTF8.GetBytes(purpose));
        return wrapped;
    }

    /// <exception cref="CryptographicException">The key is another one, or the wrapped key was changed or is for something else.</exception>
    public static byte[] Unwrap(ReadOnlySpan<byte> wrappingKey, ReadOnlySpan<byte> wrapped, string purpose)
    {
        if (wrapped.Length < NonceByteCount + TagByteCount)
        {
            throw new CryptographicException("a wrapped key is too short");
        }

        var key = new byte[wrapped.Length - NonceByteCount - TagByteCount];
        using var aes = new AesGcm(wrappingKey, TagByteCount);
        aes.Decrypt(wrapped[..NonceByteCount], wrapped.Slice(NonceByteCount, key.Length), wrapped[^TagByteCount..], key, Encoding.UTF8.GetBytes(purpose));
        return key;
    }
}
