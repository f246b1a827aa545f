using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace VoiceStage.Server.Telemetry;

/// <summary>Passes log events on with the type and place of their exception, without its message: a library's message may quote what a patient said.
/// The request's path, which the web server adds to every line, goes too: it holds upstream's patient id.</summary>
internal sealed class LogsWithoutPersonalText(IReadOnlyList<ILogEventSink> sinks) : ILogEventSink
{
    private static readonly MessageTemplateParser Parser = new();

    public void Emit(LogEvent logEvent)
    {
        ArgumentNullException.ThrowIfNull(logEvent);
        logEvent.RemovePropertyIfPresent("RequestPath");
        var safe = logEvent.Exception is { } exception ? Safe(logEvent, exception) : logEvent;
        foreach (var sink in sinks)
        {
            sink.Emit(safe);
        }
    }

    private static LogEvent Safe(LogEvent logEvent, Exception exception)
    {
        var types = string.Join(" < ", Chain(exception).Select(one => one.GetType().FullName));
        var properties = logEvent.Properties.Select(pair => new LogEventProperty(pair.Key, pair.Value))
            .Append(new("ExceptionTypes", new ScalarValue(types)))
            .Append(new("ExceptionStack", new ScalarValue(exception.StackTrace ?? "")));
        var template = Parser.Parse(logEvent.MessageTemplate.Text + " ({ExceptionTypes})\n{ExceptionStack}");
        return new(logEvent.Timestamp, logEvent.Level, null, template, properties, logEvent.TraceId ?? default, logEvent.SpanId ?? default);
    }

    private static IEnumerable<Exception> Chain(Exception exception)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            yield return at;
        }
    }
}
