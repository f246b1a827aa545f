using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Cli.Measuring;

namespace VoiceStage.Cli.Demo;

/// <summary>The demo's report: one self-contained HTML page, patients in worklist order.</summary>
internal static class DemoReport
{
    private const string Style = """
        body{font:15px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:1140px;padding:0 1rem;color:#1b1f24;background:#fff}
        h1{font-size:1.5rem}h2{font-size:1.2rem;border-top:2px solid #d0d7de;padding-top:1rem;margin-top:2rem}
        table{border-collapse:collapse;margin:.5rem 0}td,th{padding:.15rem .8rem .15rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #eaeef2}
        svg{width:100%;height:auto}.wave{stroke:#54708c;stroke-width:1;fill:none}.answer{fill:#eef4fa}.pause{fill:#f3d9b1}.pitch{fill:#a33}
        svg text{font-size:11px;fill:#57606a}.level{font-weight:700;text-transform:uppercase}.imminent{color:#b00020}.high{color:#b35900}
        .notice{background:#f6f8fa;padding:.6rem 1rem;border-left:4px solid #57606a}pre{white-space:pre-wrap;background:#f6f8fa;padding:.6rem 1rem}
        .columns{display:flex;flex-wrap:wrap;gap:2rem}.muted{color:#57606a}
        """;

    /// <summary>The page.</summary>
    public static string Html(IReadOnlyList<CallRecord> calls)
    {
        var html = new StringBuilder();
        html.Append("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>VoiceStage demo</title><style>").Append(Style).Append("</style></head><body><main>");
        html.Append("<h1>VoiceStage demo: simulated patients in worklist order</h1><p class=\"notice\">Research software, not a medical device. Synthetic voices, invented stories. It states evidence and urgency, never a diagnosis; voice findings are supportive only.</p>");
        foreach (var call in calls)
        {
            Call(html, call);
        }

        return html.Append("</main></body></html>").ToString();
    }

    private static void Call(StringBuilder html, CallRecord call)
    {
        var level = call.Outcome["level"]?.ToString() ?? "unknown";
        html.Append(CultureInfo.InvariantCulture, $"<h2>{Text(call.Story)} · <span class=\"level {level}\">{level}</span></h2><p>{Text(call.About)}</p>");
        html.Append(CultureInfo.InvariantCulture, $"<p><b>Decision:</b> {level}, {call.Outcome["outcome"]}; paged at {Seconds(call.Outcome["escalated_at_s"])}, call ended at {Seconds(call.Outcome["call_ended_at_s"])}.<br><b>Reasons:</b> {Text(string.Join(", ", (call.Outcome["reasons"] as JsonArray ?? []).Select(r => r!.ToString())))}</p>");
        if (call.Summary is { } summary)
        {
            html.Append("<pre>").Append(Text(summary.Text)).Append("</pre>");
        }

        var answers = call.Entries.Select(e => e.Event).OfType<AnswerHeard>().Select(a => Enriched(a, call)).Concat(CutShort(call)).OrderBy(a => a.StartSample).ToArray();
        if (call.Audio is { } audio)
        {
            html.Append(CallDrawing.Svg(audio.StartSample, audio.Audio, answers));
            html.Append("<p class=\"muted\">Blue: answers. Orange: pauses of at least 0.25 s. Red: pitch, 60 to 400 Hz on a log scale.</p>");
        }
        else
        {
            html.Append("<p class=\"muted\">No audio was stored: consent was not given.</p>");
        }

        html.Append("<div class=\"columns\">");
        Answers(html, call);
        Transcript(html, call, answers);
        html.Append("</div>");
        Measures(html, answers);
    }

    /// <summary>An open answer with the words and measures that came later.</summary>
    private static AnswerHeard Enriched(AnswerHeard answer, CallRecord call) => call.Entries.Select(e => e.Event).OfType<AnswerEnriched>()
        .Where(e => e.PromptId == answer.PromptId)
        .Aggregate(answer, (a, e) => a with { Transcripts = [.. a.Transcripts, .. e.Transcripts], Profile = e.Profile ?? a.Profile });

    /// <summary>Turns that were ended for a risk phrase have no answer of their own; their words came late.</summary>
    private static IEnumerable<AnswerHeard> CutShort(CallRecord call) => call.Entries
        .Where(e => e.Event is AnswerEnriched { Transcripts.Count: > 0 } late && !call.Entries.Any(other => other.Event is AnswerHeard a && a.PromptId == late.PromptId))
        .Select(e => (AnswerEnriched)e.Event)
        .Select(late => new AnswerHeard
        {
            PromptId = late.PromptId, ItemId = late.ItemId, End = TurnEnd.Client, Transcripts = late.Transcripts, Profile = late.Profile,
            StartSample = call.Entries.Where(e => e.Event is RiskPhraseHeard p && p.ItemId == late.ItemId).Select(e => e.AudioSample).DefaultIfEmpty().Min(),
            EndSample = call.Entries.Where(e => e.Event is RiskPhraseHeard p && p.ItemId == late.ItemId).Select(e => e.AudioSample).DefaultIfEmpty().Min(),
        });

    private static void Answers(StringBuilder html, CallRecord call)
    {
        html.Append("<table><tr><th>item</th><th>answer</th><th>by</th><th>confidence</th></tr>");
        foreach (var (item, answer) in call.Outcome["answers"] as JsonObject ?? [])
        {
            html.Append(CultureInfo.InvariantCulture, $"<tr><td>{Text(item)}</td><td>{answer?["value"]}</td><td>{answer?["source"]}</td><td>{Number(answer?["confidence"])}</td></tr>");
        }

        html.Append("</table>");
    }

    private static void Transcript(StringBuilder html, CallRecord call, AnswerHeard[] answers)
    {
        var rate = call.Entries.Select(e => e.Event).OfType<StreamConnected>().FirstOrDefault()?.SampleRateHz ?? 16_000;
        html.Append("<table><tr><th>at</th><th>item</th><th>heard</th><th>engine</th></tr>");
        foreach (var answer in answers)
        {
            foreach (var transcript in answer.Transcripts)
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{(double)answer.StartSample / rate:F1} s</td><td>{Text(answer.ItemId)}</td><td>{Text(transcript.Text)}</td><td class=\"muted\">{Text(transcript.Engine)}</td></tr>");
            }

            if (answer.Transcripts.Count == 0)
            {
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{(double)answer.StartSample / rate:F1} s</td><td>{Text(answer.ItemId)}</td><td class=\"muted\">{(answer.Keys.Length > 0 ? "keys " + Text(answer.Keys) : "silence")}</td><td></td></tr>");
            }
        }

        html.Append("</table>");
    }

    private static void Measures(StringBuilder html, AnswerHeard[] answers)
    {
        foreach (var answer in answers.Where(a => a.Profile is not null && a.SpeechSeconds > 1).OrderByDescending(a => a.SpeechSeconds).Take(1))
        {
            html.Append(CultureInfo.InvariantCulture, $"<details open><summary>Measures of the longest answer ({Text(answer.ItemId)}), response latency {Latency(answer)}</summary><table><tr><th>measure</th><th>value</th><th>withheld because</th></tr>");
            foreach (var key in VoiceSetKeys.All)
            {
                var reading = answer.Profile![key];
                html.Append(CultureInfo.InvariantCulture, $"<tr><td>{key}</td><td>{(reading.OrNull is { } value ? value.ToString("G5", CultureInfo.InvariantCulture) : "")}</td><td class=\"muted\">{(reading.HasValue ? "" : MeasuredFile.ReasonCode(reading.Reason))}</td></tr>");
            }

            html.Append("</table>");
            foreach (var mark in answer.Profile!.Marks)
            {
                html.Append("<p class=\"muted\">Quality: ").Append(Text(mark)).Append("</p>");
            }

            html.Append("</details>");
        }
    }

    private static string Latency(AnswerHeard answer) =>
        answer.ResponseLatencySeconds is { } seconds ? seconds.ToString("F2", CultureInfo.InvariantCulture) + " s" : "unknown";

    private static string Seconds(JsonNode? node) => node is null ? "no time" : node.GetValue<double>().ToString("F1", CultureInfo.InvariantCulture) + " s";

    private static string Number(JsonNode? node) => node is null ? "" : node.GetValue<double>().ToString("F2", CultureInfo.InvariantCulture);

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
