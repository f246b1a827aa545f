using System.Diagnostics;
using OpenTelemetry;

namespace VoiceStage.Server.Telemetry;

/// <summary>Takes out of a span what may name a person: a path holds upstream's patient id, a query may hold anything.</summary>
internal sealed class WithoutPersonalData : BaseProcessor<Activity>
{
    private static readonly string[] Dropped =
        ["url.query", "url.full", "url.path", "http.url", "http.target", "client.address", "user_agent.original", "exception.message"];

    public override void OnEnd(Activity data)
    {
        ArgumentNullException.ThrowIfNull(data);
        foreach (var name in Dropped)
        {
            data.SetTag(name, null);
        }

        if (data.Status == ActivityStatusCode.Error)
        {
            // A status description is an exception's message.
            data.SetStatus(ActivityStatusCode.Error);
        }
    }
}
