namespace VoiceStage.Server.Settings;

/// <summary>Whom a page goes to.</summary>
public sealed record PagerSettings
{
    /// <summary>Webhook that takes pages; null (development only) prints them on the console alone.</summary>
    public Uri? WebhookUrl { get; init; }

    /// <summary>Secret that signs the webhook's body, at least 16 characters; null when there is no webhook.</summary>
    public string? WebhookSecret { get; init; }

    /// <summary>Whether a printed line per page goes to standard error too. Default true.</summary>
    public bool PrintsPages { get; init; } = true;

    /// <summary>Channels that exist here, first the one that pages people.</summary>
    public IReadOnlyList<string> Channels => WebhookUrl is null ? ["console"] : PrintsPages ? ["webhook", "console"] : ["webhook"];

    internal static PagerSettings Read(SettingsSource source, bool isDevelopment)
    {
        var url = source.Url("Pager:WebhookUrl");
        var secret = source.Text("Pager:WebhookSecret", 512);
        if (url is null && !isDevelopment)
        {
            source.Wrong("Pager:WebhookUrl", "is missing", "set where pages go: a patient in danger must reach a person");
        }

        if (secret is null && (url is not null || !isDevelopment))
        {
            source.Wrong("Pager:WebhookSecret", "is missing", "set the shared secret with which the receiver checks a page");
        }
        else if (secret is { Length: < 16 })
        {
            source.Wrong("Pager:WebhookSecret", "is too short", "use at least 16 random characters");
        }

        if (url is { Scheme: "http", IsLoopback: false } && !isDevelopment)
        {
            source.Wrong("Pager:WebhookUrl", "is not encrypted", "use https, a page names an assessment");
        }

        return new() { WebhookUrl = url, WebhookSecret = secret, PrintsPages = source.Flag("Pager:PrintsPages", true) };
    }
}
