using System.Collections.Concurrent;
using Serilog.Core;
using Serilog.Events;

namespace VoiceStage.Server.Tests.Telemetry;

/// <summary>Everything that is logged, with exceptions and properties.</summary>
internal sealed class LogCollector : ILogEventSink
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyCollection<string> Lines => lines;

    public void Emit(LogEvent logEvent) => lines.Enqueue(
        logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture) + " " + logEvent.Exception + " " + string.Join(' ', logEvent.Properties.Select(pair => $"{pair.Key}={pair.Value}")));
}
