using System.Net.Http.Headers;
using System.Text.Json;

namespace VoiceStage.Server.Delivery;

/// <summary>Posts a notice as signed JSON. Any 2xx is a receipt, nothing else is.</summary>
public sealed class WebhookNotifier : INotifier
{
    /// <summary>Name of its HTTP client.</summary>
    public const string ClientName = "voicestage-webhook";

    private readonly IHttpClientFactory clients;
    private readonly WebhookOptions options;
    private readonly TimeProvider time;

    /// <summary>Makes the notifier.</summary>
    public WebhookNotifier(IHttpClientFactory clients, WebhookOptions options, TimeProvider time) => (this.clients, this.options, this.time) = (clients, options, time);

    /// <inheritdoc/>
    public string Channel => "webhook";

    /// <inheritdoc/>
    public async Task<NoticeAnswer> SendAsync(Notice notice, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(notice);
        using var request = new HttpRequestMessage(HttpMethod.Post, options.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(WebhookSignature.Header, WebhookSignature.Make(options.Secret, time.GetUtcNow(), body));
        request.Headers.Add(WebhookSignature.IdempotencyHeader, notice.Id);

        using var expiry = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(expiry.Token, cancellation);
        try
        {
            using var client = clients.CreateClient(ClientName);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, either.Token);
            var status = (int)response.StatusCode;
            return response.IsSuccessStatusCode ? new(true, status, null) : new(false, status, $"STATUS_{status}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(false, null, "TIMEOUT");
        }
        catch (HttpRequestException)
        {
            return new(false, null, "UNREACHABLE");
        }
    }
}
