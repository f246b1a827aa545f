using System.Globalization;

namespace VoiceStage.Server.Delivery;

/// <summary>Prints one line a notice: kind, id, level and time only. For the person at the machine, and as the second channel of an imminent page.</summary>
public sealed class ConsoleNotifier : INotifier
{
    private readonly TextWriter output;

    /// <summary>Makes the notifier.</summary>
    /// <param name="output">Where to print, for example standard error.</param>
    public ConsoleNotifier(TextWriter output) => this.output = TextWriter.Synchronized(output);

    /// <inheritdoc/>
    public string Channel => "console";

    /// <inheritdoc/>
    public async Task<NoticeAnswer> SendAsync(Notice notice, CancellationToken cancellation)
    {
        try
        {
            await output.WriteLineAsync(string.Create(
                CultureInfo.InvariantCulture, $"{notice.Kind} {notice.Escalation ?? notice.Assessment} {notice.Level ?? "undecided"} {notice.Time.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}"));
            await output.FlushAsync(cancellation);
            return new(true, null, null);
        }
        catch (Exception exception) when (exception is IOException or ObjectDisposedException)
        {
            return new(false, null, "NO_CONSOLE");
        }
    }
}
