using System.Net;
using System.Text;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Delivery;

public sealed class WebhookNotifierTests
{
    private const string Secret = "sixteen-characters";

    private static readonly Notice Page = new()
    {
        Id = "s1.3.page.webhook",
        Kind = "page",
        Escalation = "escalations/e1",
        Assessment = "assessments/s1",
        Level = "imminent",
        Reasons = ["asq.5.yes"],
        Rung = "on_duty",
        Time = TestStore.Start,
    };

    private readonly FakeTimeProvider time = new(TestStore.Start);

    [Fact]
    public async Task Send_Taken_BodyIsSignedAndNamesNoPatient()
    {
        var receiver = new Receiver(HttpStatusCode.Accepted);

        var answer = await Notifier(receiver).SendAsync(Page, TestContext.Current.CancellationToken);

        Assert.Equal(new(true, 202, null), answer);
        Assert.Equal("s1.3.page.webhook", receiver.IdempotencyKey);
        Assert.True(WebhookSignature.Verify(Secret, receiver.Signature, receiver.Body, TestStore.Start.AddSeconds(30), TimeSpan.FromMinutes(5)));
        Assert.Equal(
            """{"id":"s1.3.page.webhook","kind":"page","escalation":"escalations/e1","assessment":"assessments/s1","level":"imminent","pending":false,"reasons":["asq.5.yes"],"rung":"on_duty","time":"2026-03-01T12:00:00+00:00","acknowledge_deadline":null,"contact_deadline":null,"attempts":null}""",
            Encoding.UTF8.GetString(receiver.Body));
    }

    [Theory]
    [InlineData(HttpStatusCode.InternalServerError, "STATUS_500")]
    [InlineData(HttpStatusCode.NotFound, "STATUS_404")]
    [InlineData(HttpStatusCode.Redirect, "STATUS_302")]
    public async Task Send_AnythingButSuccess_IsNoReceipt(HttpStatusCode status, string failure)
    {
        var answer = await Notifier(new Receiver(status)).SendAsync(Page, TestContext.Current.CancellationToken);

        Assert.Equal(new(false, (int)status, failure), answer);
    }

    [Fact]
    public async Task Send_NobodyListens_IsNoReceipt()
    {
        var answer = await Notifier(new Receiver(null)).SendAsync(Page, TestContext.Current.CancellationToken);

        Assert.Equal(new(false, null, "UNREACHABLE"), answer);
    }

    [Fact]
    public async Task Send_ReceiverHangs_EndsAtTheTimeout()
    {
        var sending = Notifier(new Receiver(HttpStatusCode.OK) { Hangs = true }).SendAsync(Page, TestContext.Current.CancellationToken);
        Assert.False(sending.IsCompleted);

        time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(new(false, null, "TIMEOUT"), await sending);
    }

    [Fact]
    public void Verify_ChangedOldOrForeign_IsRefused()
    {
        var body = "{}"u8.ToArray();
        var header = WebhookSignature.Make(Secret, TestStore.Start, body);
        var tolerance = TimeSpan.FromMinutes(5);

        Assert.True(WebhookSignature.Verify(Secret, header, body, TestStore.Start, tolerance));
        Assert.False(WebhookSignature.Verify(Secret, header, "{ }"u8, TestStore.Start, tolerance));
        Assert.False(WebhookSignature.Verify("another-secret-here", header, body, TestStore.Start, tolerance));
        Assert.False(WebhookSignature.Verify(Secret, header, body, TestStore.Start.AddMinutes(6), tolerance));
        Assert.False(WebhookSignature.Verify(Secret, header.Replace("t=1", "t=2", StringComparison.Ordinal), body, TestStore.Start, TimeSpan.MaxValue));
        Assert.False(WebhookSignature.Verify(Secret, null, body, TestStore.Start, tolerance));
        Assert.False(WebhookSignature.Verify(Secret, "t=x,v1=zz", body, TestStore.Start, tolerance));
    }

    [Fact]
    public async Task Console_Notice_PrintsKindIdLevelAndTimeOnly()
    {
        var output = new StringWriter();

        await new ConsoleNotifier(output).SendAsync(Page, TestContext.Current.CancellationToken);

        Assert.Equal("page escalations/e1 imminent 2026-03-01T12:00:00Z" + Environment.NewLine, output.ToString());
    }

    private WebhookNotifier Notifier(Receiver receiver) =>
        new(receiver, new() { Url = new("https://pager.example/hook"), Secret = Secret }, time);

    private sealed class Receiver(HttpStatusCode? status) : HttpMessageHandler, IHttpClientFactory
    {
        public byte[] Body { get; private set; } = [];

        public string? Signature { get; private set; }

        public string? IdempotencyKey { get; private set; }

        public bool Hangs { get; init; }

        public HttpClient CreateClient(string name) => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Body = await request.Content!.ReadAsByteArrayAsync(cancellationToken);
            Signature = request.Headers.GetValues(WebhookSignature.Header).Single();
            IdempotencyKey = request.Headers.GetValues(WebhookSignature.IdempotencyHeader).Single();
            if (Hangs)
            {
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellationToken);
            }

            return status is { } code ? new(code) : throw new HttpRequestException("nobody listens");
        }
    }
}
