using System.Buffers.Text;
using System.Text;

namespace VoiceStage.Server.Errors;

/// <summary>Opaque page tokens: which list, and the last entry of the page before.</summary>
internal static class PageToken
{
    public static string Make(string list, string last) => Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{list}\n{last}"));

    /// <summary>The last entry of the page before, or null on the first page.</summary>
    public static string? Read(string list, string token)
    {
        if (token.Length == 0)
        {
            return null;
        }

        try
        {
            var parts = token.Length <= 400 ? Encoding.UTF8.GetString(Base64Url.DecodeFromChars(token)).Split('\n') : [];
            return parts.Length == 2 && parts[0] == list ? parts[1] : throw ErrorCodes.InvalidPageToken.Refusal();
        }
        catch (FormatException)
        {
            throw ErrorCodes.InvalidPageToken.Refusal();
        }
    }
}
