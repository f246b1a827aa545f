using System.Net;
using System.Text.Json;

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
    public static async Task<T> ReadAsync<T>(HttpClient http, HttpRequestMessage request, Func<JsonElement, T> read, CancellationToken cancellation)
    {
        var bytes = await BytesAsync(http, request, MostTranscriptBytes, cancellation);
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
    /// <exception cref="SpeechEngineException">As <see cref="ReadAsync"/>.</exception>
    public static Task<byte[]> SoundAsync(HttpClient http, HttpRequestMessage request, CancellationToken cancellation) => BytesAsync(http, request, MostSoundBytes, cancellation);

    public static SpeechEngineException Unreadable() => new("SERVICE_UNREADABLE", "the speech service's answer is not what its documentation describes");

    private static async Task<byte[]> BytesAsync(HttpClient http, HttpRequestMessage request, int most, CancellationToken cancellation)
    {
        try
        {
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            if (!response.IsSuccessStatusCode)
            {
                throw Refusal(response.StatusCode);
            }

            await using var body = await response.Content.ReadAsStreamAsync(cancellation);
            return await AllOfAsync(body, most, cancellation);
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
