using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>Reads the engine's JSON, which it owns only until its next call.</summary>
internal static class VoskResult
{
    /// <summary>Words with times and confidence of one segment.</summary>
    public static List<RecognizedWord> Words(nint json)
    {
        using var document = Parse(json);
        var words = new List<RecognizedWord>();
        if (!document.RootElement.TryGetProperty("result", out var list))
        {
            return words;
        }

        foreach (var word in list.EnumerateArray())
        {
            words.Add(new RecognizedWord(
                word.GetProperty("word").GetString()!,
                word.GetProperty("start").GetDouble(),
                word.GetProperty("end").GetDouble(),
                Math.Clamp(word.GetProperty("conf").GetDouble(), 0, 1)));
        }

        return words;
    }

    /// <summary>The text of a partial result.</summary>
    public static string Partial(nint json)
    {
        using var document = Parse(json);
        return document.RootElement.TryGetProperty("partial", out var text) ? text.GetString() ?? "" : "";
    }

    /// <summary>The readings of one segment, best first; empty when it holds no words.</summary>
    public static List<string> Readings(nint json)
    {
        using var document = Parse(json);
        var readings = new List<string>();
        if (!document.RootElement.TryGetProperty("alternatives", out var list))
        {
            return readings;
        }

        foreach (var alternative in list.EnumerateArray())
        {
            var text = alternative.GetProperty("text").GetString()?.Trim() ?? "";
            if (text.Length > 0 && !readings.Contains(text))
            {
                readings.Add(text);
            }
        }

        return readings;
    }

    private static JsonDocument Parse(nint json)
    {
        if (json == 0)
        {
            throw new SpeechEngineException("ENGINE_FAULT", "The recogniser returned no result.");
        }

        try
        {
            unsafe
            {
                return JsonDocument.Parse(MemoryMarshal.CreateReadOnlySpanFromNullTerminated((byte*)json).ToArray());
            }
        }
        catch (Exception e) when (e is JsonException or DecoderFallbackException)
        {
            // The inner message would quote what was spoken.
            throw new SpeechEngineException("ENGINE_FAULT", "The recogniser returned a result that cannot be read.");
        }
    }
}
