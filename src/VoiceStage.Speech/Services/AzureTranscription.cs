using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Services;

/// <summary>Azure AI Speech, fast transcription (api-version 2025-10-15): one request an answer, word times, profanity kept, a phrase list.</summary>
/// <remarks>Confidence is given for phrases only and counts for their words; 0 means unknown. Source: Azure AI Speech REST reference, "transcriptions:transcribe".</remarks>
/// <param name="http">With timeouts and retries of its own.</param>
/// <param name="options">Endpoint, key and phrases.</param>
public sealed class AzureTranscription(HttpClient http, SpeechServiceOptions options) : ITranscriptionService
{
    private const string Path = "speechtotext/transcriptions:transcribe?api-version=2025-10-15";

    /// <inheritdoc/>
    public string Engine => "azure/free";

    /// <inheritdoc/>
    public Task<Transcript> TranscribeAsync(Recording recording, string language, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(recording);
        var definition = new Dictionary<string, object> { ["locales"] = new[] { language }, ["profanityFilterMode"] = "None" };
        if (options.Phrases.Count > 0)
        {
            definition["phraseList"] = new { phrases = options.Phrases };
        }

        var sound = new ByteArrayContent(WavWriter.ToBytes(recording));
        sound.Headers.ContentType = new MediaTypeHeaderValue("audio/wav");
        var request = new HttpRequestMessage(HttpMethod.Post, ServiceAddress.Of(options.Endpoint, Path))
        {
            Content = new MultipartFormDataContent
            {
                { sound, "audio", "answer.wav" },
                { new StringContent(JsonSerializer.Serialize(definition), Encoding.UTF8, "application/json"), "definition" },
            },
        };
        if (options.Key is { } key)
        {
            request.Headers.Add("Ocp-Apim-Subscription-Key", key.Reveal());
        }

        return SpeechServiceCall.ReadAsync(http, request, options.Patience, Read, cancellation);
    }

    private Transcript Read(JsonElement answer)
    {
        var text = string.Join(' ', answer.GetProperty("combinedPhrases").EnumerateArray().Select(phrase => phrase.GetProperty("text").GetString()));
        var words = new List<RecognizedWord>();
        var confidences = new List<double?>();
        foreach (var phrase in ServiceWords.Members(answer, "phrases"))
        {
            var confidence = ServiceWords.Confidence(ServiceWords.Number(phrase, "confidence"));
            confidences.Add(confidence);
            foreach (var word in ServiceWords.Members(phrase, "words"))
            {
                if (ServiceWords.Number(word, "offsetMilliseconds") is not { } start || ServiceWords.Number(word, "durationMilliseconds") is not { } lasts)
                {
                    throw SpeechServiceCall.Unreadable();
                }

                words.Add(new(word.GetProperty("text").GetString() ?? "", start / 1000, (start + lasts) / 1000, confidence));
            }
        }

        return ServiceWords.ToTranscript(Engine, text, words, confidences.Count > 0 && confidences.All(c => c is not null) ? confidences.Average() : null);
    }
}
