using System.Security.Cryptography;
using System.Text;

namespace VoiceStage.Speech.Synthesis;

/// <summary>Names the sound of one text in one voice.</summary>
public static class PromptKey
{
    // Raised when the same engine, voice and text would sound otherwise, so that old files are not taken.
    private const string Version = "1";

    /// <summary>Sha256 over engine, voice and text, 64 lower-case hexadecimal digits; a zero byte between, so no two mixes meet.</summary>
    public static string Of(string engine, string voice, string text) => Hex($"{Version}\0{engine}\0{voice}\0{text}");

    /// <summary>Sha256 of a text alone, as the manifest of recorded prompts may name it.</summary>
    public static string OfText(string text) => Hex(text);

    private static string Hex(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));
}
