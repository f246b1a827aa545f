using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Journal;
using VoiceStage.Server.Recordings;
using VoiceStage.V1;

namespace VoiceStage.Cli.Demo;

/// <summary>Reads back what a service stored of a call: its journal and its decrypted audio.</summary>
internal static class CallStore
{
    /// <summary>Everything a report shows of one call.</summary>
    public static async Task<CallRecord> ReadAsync(
        IServiceProvider parts, Story story, JsonObject outcome, string assessment, EscalationSummary? summary, CancellationToken cancellation)
    {
        var id = assessment["assessments/".Length..];
        var entries = await parts.GetRequiredService<ISessionJournal>().LoadAsync(id, cancellation);
        var segments = await parts.GetRequiredService<RecordingStore>().ReadAsync(id, cancellation);
        return new CallRecord { Story = story.Name, About = story.About, Outcome = outcome, Summary = summary, Entries = entries, Audio = Join(segments) };
    }

    /// <summary>One recording from its stretches; what is missing between two is silence in the drawing.</summary>
    private static (long StartSample, Recording Audio)? Join(IReadOnlyList<RecordedSegment> segments)
    {
        var stored = segments.Where(s => s.Samples.Length > 0).ToArray();
        if (stored.Length == 0)
        {
            return null;
        }

        var start = stored.Min(s => s.StartSample);
        var samples = new float[stored.Max(s => s.EndSample) - start];
        foreach (var segment in stored)
        {
            var span = segment.Samples.Span;
            for (var i = 0; i < span.Length; i++)
            {
                samples[segment.StartSample - start + i] = span[i] / 32768f;
            }
        }

        return (start, new Recording(samples, stored[0].SampleRateHz));
    }
}
