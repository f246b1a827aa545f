using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace VoiceStage.Server.Delivery;

/// <summary>Signs a webhook's body: header <c>VoiceStage-Signature: t=UNIX_SECONDS,v1=HEX</c>, HMAC-SHA256 over <c>t.body</c>.</summary>
/// <remarks>The time is signed too, so that a recorded request cannot be played back later; the receiver refuses what is older than it allows.</remarks>
public static class WebhookSignature
{
    /// <summary>Name of the header.</summary>
    public const string Header = "VoiceStage-Signature";

    /// <summary>Header that holds the notice's id: the same notice sent twice has the same one.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>Value of the header.</summary>
    public static string Make(string secret, DateTimeOffset time, ReadOnlySpan<byte> body)
    {
        var seconds = time.ToUnixTimeSeconds();
        return string.Create(CultureInfo.InvariantCulture, $"t={seconds},v1={Convert.ToHexStringLower(Sign(secret, seconds, body))}");
    }

    /// <summary>For receivers: whether a request came from who holds the secret, and lately.</summary>
    /// <param name="secret">Shared secret.</param>
    /// <param name="header">Value of the header; null fails.</param>
    /// <param name="body">Body as received.</param>
    /// <param name="now">Receiver's clock.</param>
    /// <param name="tolerance">Largest difference of the clocks.</param>
    public static bool Verify(string secret, string? header, ReadOnlySpan<byte> body, DateTimeOffset now, TimeSpan tolerance)
    {
        if (header?.Split(',') is not [['t', '=', .. var time], ['v', '1', '=', .. var signature]]
            || !long.TryParse(time, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
            || Math.Abs(now.ToUnixTimeSeconds() - seconds) > tolerance.TotalSeconds
            || signature.Length != 64
            || !signature.All(char.IsAsciiHexDigit))
        {
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Convert.FromHexString(signature), Sign(secret, seconds, body));
    }

    private static byte[] Sign(string secret, long seconds, ReadOnlySpan<byte> body)
    {
        using var hmac = IncrementalHash.CreateHMAC(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(secret));
        hmac.AppendData(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{seconds}.")));
        hmac.AppendData(body);
        return hmac.GetHashAndReset();
    }
}
