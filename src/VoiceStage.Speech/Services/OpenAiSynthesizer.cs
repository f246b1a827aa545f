using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Speech.Services;

/// <summary>Any server that speaks <c>/v1/audio/speech</c>: headerless 16-bit sound at the rate that the site names. Only the host's prompts are sent, never a patient's name or words.</summary>
/// <param name="http">With timeouts and retries of its own.</param>
/// <param name="options">Endpoint (with <c>/v1</c>), key, model and rate.</param>
public sealed class OpenAiSynthesizer(HttpClient http, SpeechServiceOptions options) : ISpeechSynthesizer
{
    /// <summary>With model and rate, so that the sound of another one is never taken from the cache: <c>openai/tts-1/24000</c>.</summary>
    public string Engine { get; } = string.Create(CultureInfo.InvariantCulture, $"openai/{options.Model}/{options.SpokenRateHz}");

    /// <inheritdoc/>
    /// <exception cref="SpeechEngineException">SERVICE_… : it could not.</exception>
    public async ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        ArgumentException.ThrowIfNullOrEmpty(voice);
        var body = JsonSerializer.Serialize(new { model = options.Model, input = text, voice, response_format = "pcm" });
        var request = new HttpRequestMessage(HttpMethod.Post, ServiceAddress.Of(options.Endpoint, "audio/speech")) { Content = new StringContent(body, Encoding.UTF8, "application/json") };
        if (options.Key is { } key)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key.Reveal());
        }

        return await SpeechServiceCall.SoundAsync(http, request, options.SpokenRateHz, options.Patience, cancellation);
    }
}
