using System.Net.Http.Headers;
using System.Security;
using System.Text;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Speech.Services;

/// <summary>Azure AI Speech, speech output by REST: 16 kHz, 16 bits. Only the host's prompts are sent, never a patient's name or words.</summary>
/// <remarks>Source: Azure AI Speech REST reference, "cognitiveservices/v1".</remarks>
/// <param name="http">With timeouts and retries of its own.</param>
/// <param name="options">Endpoint (<c>https://REGION.tts.speech.microsoft.com</c>) and key.</param>
public sealed class AzureSynthesizer(HttpClient http, SpeechServiceOptions options) : ISpeechSynthesizer
{
    private const int RateHz = 16_000;

    /// <inheritdoc/>
    public string Engine => "azure";

    /// <inheritdoc/>
    /// <exception cref="SpeechEngineException">SERVICE_… : it could not.</exception>
    public async ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        ArgumentException.ThrowIfNullOrEmpty(voice);
        var language = string.Join('-', voice.Split('-').Take(2));
        var ssml = $"<speak version='1.0' xml:lang='{SecurityElement.Escape(language)}'><voice name='{SecurityElement.Escape(voice)}'>{SecurityElement.Escape(text)}</voice></speak>";
        var request = new HttpRequestMessage(HttpMethod.Post, ServiceAddress.Of(options.Endpoint, "cognitiveservices/v1"))
        {
            Content = new ByteArrayContent(Encoding.UTF8.GetBytes(ssml)) { Headers = { ContentType = new MediaTypeHeaderValue("application/ssml+xml") } },
        };
        request.Headers.Add("X-Microsoft-OutputFormat", "raw-16khz-16bit-mono-pcm");
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("VoiceStage", "1"));
        if (options.Key is { } key)
        {
            request.Headers.Add("Ocp-Apim-Subscription-Key", key.Reveal());
        }

        return await SpeechServiceCall.SoundAsync(http, request, RateHz, options.Patience, cancellation);
    }
}
