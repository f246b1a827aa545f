using System.Net;
using System.Text.Json;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Services;

/// <summary>One request to a speech service: its faults become stable codes, and nothing of its answer, which may hold a patient's words, is repeated in them.</summary>
internal static class SpeechServiceCall
{
    /// <summary>Most bytes of a transcript that are read: five minutes of speech with all word times take a tenth of it.</summary>
    private const int MostTranscriptBytes = 4 << 20;

    /// <summary>Most bytes of sound that are read: ten minutes at 24 kHz.</summary>
    private const int MostSoundBytes = 32 << 20;

    /// <summary>Sends a request and reads JSON.</summary>
    /// <exception cref="SpeechEngineException">SERVICE_UNAUTHORIZED, SERVICE_BUSY, SERVICE_FAILED, SERVICE_REFUSED, SERVICE_UNREACHABLE, SERVICE_TIMEOUT or SERVICE_UNREADABLE.</exception>
    public static async Task<T> ReadAsync<T>(HttpClient http, HttpRequestMessage request, TimeSpan patience, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var (bytes, _) = await BytesAsync(http, request, MostTranscriptBytes, patience, cancellation);
        try
        {
            using var json = JsonDocument.Parse(bytes);
            return read(json.RootElement);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a foreign body makes the reader throw is the body's fault. The cause's message may quote it, so it is not kept.
            throw Unreadable();
        }
    }

    /// <summary>Sends a request and reads sound.</summary>
    /// <param name="http">Client.</param>
    /// <param name="request">Request.</param>
    /// <param name="rateHz">Rate of the sound when it has no header.</param>
    /// <param name="patience">As in <see cref="SpeechServiceOptions.Patience"/>.</param>
    /// <param name="cancellation">Gives it up.</param>
    /// <exception cref="SpeechEngineException">As <see cref="ReadAsync"/>.</exception>
    public static async Task<Recording> SoundAsync(HttpClient http, HttpRequestMessage request, int rateHz, TimeSpan patience, CancellationToken cancellation)
    {
        var (bytes, mediaType) = await BytesAsync(http, request, MostSoundBytes, patience, cancellation);
        return mediaType is not null && (mediaType.StartsWith("text/", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("json", StringComparison.OrdinalIgnoreCase) || mediaType.EndsWith("xml", StringComparison.OrdinalIgnoreCase))
            ? throw Unreadable() : RawSound.Read(bytes, rateHz);
    }

    public static SpeechEngineException Unreadable() => new("SERVICE_UNREADABLE", "the speech service's answer is not what its documentation describes");

    private static async Task<(byte[] Bytes, string? MediaType)> BytesAsync(HttpClient http, HttpRequestMessage request, int most, TimeSpan patience, CancellationToken cancellation)
    {
        // The client's own bounds end with the head of an answer: a body that stalls is bounded here.
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(patience);
        try
        {
            using var sent = request;
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            if (!response.IsSuccessStatusCode)
            {
                throw Refusal(response.StatusCode);
            }

            if (response.Content.Headers.ContentLength > most)
            {
                throw Unreadable();
            }

            await using var body = await response.Content.ReadAsStreamAsync(limit.Token);
            return (await AllOfAsync(body, most, limit.Token), response.Content.Headers.ContentType?.MediaType);
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            throw;
        }
        catch (SpeechEngineException)
        {
            throw;
        }
        catch (Exception e) when (e is OperationCanceledException or TimeoutException)
        {
            throw new SpeechEngineException("SERVICE_TIMEOUT", "the speech service did not answer in time");
        }
        catch (HttpRequestException e) when (e.StatusCode is { } status)
        {
            throw Refusal(status);
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            throw new SpeechEngineException("SERVICE_UNREACHABLE", $"the speech service cannot be reached ({e.GetType().Name})");
        }
    }

    private static async Task<byte[]> AllOfAsync(Stream body, int most, CancellationToken cancellation)
    {
        using var kept = new MemoryStream();
        var buffer = new byte[16_384];
        while (await body.ReadAsync(buffer, cancellation) is var count and > 0)
        {
            if (kept.Length + count > most)
            {
                throw Unreadable();
            }

            kept.Write(buffer, 0, count);
        }

        return kept.ToArray();
    }

    private static SpeechEngineException Refusal(HttpStatusCode status)
    {
        var code = status switch
        {
            HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden => "SERVICE_UNAUTHORIZED",
            HttpStatusCode.TooManyRequests => "SERVICE_BUSY",
            >= HttpStatusCode.InternalServerError => "SERVICE_FAILED",
            HttpStatusCode.RequestTimeout => "SERVICE_TIMEOUT",
            _ => "SERVICE_REFUSED",
        };
        return new(code, $"the speech service answered {(int)status}");
    }
}
