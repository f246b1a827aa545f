using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace VoiceStage.Server.Referrals;

/// <summary>The one-time ticket with which a patient opens an assessment. The store keeps its hash only.</summary>
public static class PatientTicket
{
    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdef");

    /// <summary>A fresh ticket: 256 random bits, safe in JSON and headers, never in a URL.</summary>
    public static string Make() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32));

    /// <summary>Whether a text has the form of a ticket.</summary>
    public static bool IsWellFormed(string text) => text.Length == 64 && !text.AsSpan().ContainsAnyExcept(HexDigits);

    /// <summary>What is stored. A plain hash is enough: the ticket is random, there is nothing to guess.</summary>
    public static string Hash(string ticket) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ticket)));
}
