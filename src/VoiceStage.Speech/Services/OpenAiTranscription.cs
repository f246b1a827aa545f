using System.Net.Http.Headers;
using System.Text.Json;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Services;

/// <summary>Any server that speaks <c>/v1/audio/transcriptions</c>: OpenAI, speaches, vLLM, whisper.cpp.</summary>
/// <remarks>
/// <para>Tolerates what they do differently: durations as numbers or texts, words at the top, inside segments, null, or as pieces of words (whisper.cpp: a new word begins with a
/// blank).</para>
/// <para>Models of this family write words into silence: segments that are more likely no speech than speech are left out. They also drop fillers, so no rate is
/// counted from their words.</para>
/// </remarks>
/// <param name="http">With timeouts and retries of its own.</param>
/// <param name="options">Endpoint (with <c>/v1</c>), key and model.</param>
public sealed class OpenAiTranscription(HttpClient http, SpeechServiceOptions options) : ITranscriptionService
{
    private const double MostNoSpeech = 0.6;

    /// <summary>With the model: <c>openai/whisper-1/free</c>.</summary>
    public string Engine { get; } = $"openai/{options.Model}/free";

    /// <inheritdoc/>
    public Task<Transcript> TranscribeAsync(Recording recording, string language, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(language);
        var sound = new ByteArrayContent(WavWriter.ToBytes(recording));
        sound.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        var form = new MultipartFormDataContent
        {
            { sound, "file", "answer.wav" },
            { new StringContent(options.Model), "model" },
            { new StringContent(language.Split('-')[0]), "language" },
            { new StringContent("verbose_json"), "response_format" },
            { new StringContent("0"), "temperature" },
            { new StringContent("word"), "timestamp_granularities[]" },
            { new StringContent("segment"), "timestamp_granularities[]" },
        };
        if (options.Phrases.Count > 0)
        {
            form.Add(new StringContent(string.Join(", ", options.Phrases)), "prompt");
        }

        var request = new HttpRequestMessage(HttpMethod.Post, ServiceAddress.Of(options.Endpoint, "audio/transcriptions")) { Content = form };
        if (options.Key is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        }

        return SpeechServiceCall.ReadAsync(http, request, options.Patience, Read, cancellation);
    }

    private Transcript Read(JsonElement answer)
    {
        var text = answer.GetProperty("text").GetString() ?? throw SpeechServiceCall.Unreadable();
        var segments = ServiceWords.Members(answer, "segments").ToList();
        var spoken = segments.Where(segment => !(ServiceWords.Number(segment, "no_speech_prob") > MostNoSpeech)).ToList();
        var words = Merged(ServiceWords.Members(answer, "words").ToList());
        if (words.Count == 0)
        {
            words = Merged([.. spoken.SelectMany(segment => ServiceWords.Members(segment, "words"))]);
        }

        if (spoken.Count < segments.Count)
        {
            text = string.Join(' ', spoken.Select(segment => segment.TryGetProperty("text", out var part) ? part.GetString() : ""));
            words = [.. words.Where(word => spoken.Any(segment => word.StartSeconds < ServiceWords.Number(segment, "end") && word.EndSeconds > ServiceWords.Number(segment, "start")))];
        }

        return ServiceWords.ToTranscript(Engine, text, words, null);
    }

    /// <summary>Pieces of words put together: where any piece begins with a blank, one that does not goes on with the word before.</summary>
    private static List<RecognizedWord> Merged(List<JsonElement> pieces)
    {
        var words = new List<RecognizedWord>();
        var arePieces = pieces.Any(piece => piece.GetProperty("word").GetString()!.StartsWith(' '));
        foreach (var piece in pieces)
        {
            var text = piece.GetProperty("word").GetString()!;
            var (start, end) = (ServiceWords.Number(piece, "start"), ServiceWords.Number(piece, "end"));
            if (start is null || end is null)
            {
                throw SpeechServiceCall.Unreadable();
            }

            var confidence = ServiceWords.Confidence(ServiceWords.Number(piece, "probability"));
            if (arePieces && !text.StartsWith(' ') && words.Count > 0)
            {
                var before = words[^1];
                words[^1] = new(before.Text + text, before.StartSeconds, end.Value, before.Confidence is { } c && confidence is { } d ? Math.Min(c, d) : null);
            }
            else
            {
                words.Add(new(text.Trim(), start.Value, end.Value, confidence));
            }
        }

        return words;
    }
}
