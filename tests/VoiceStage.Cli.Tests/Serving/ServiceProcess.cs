using System.Diagnostics;
using Microsoft.Data.Sqlite;

namespace VoiceStage.Cli.Tests.Serving;

/// <summary>The built program as processes of their own on one data directory: only they can be killed as a crash kills.</summary>
internal sealed class ServiceProcess : IAsyncDisposable
{
    private readonly DirectoryInfo home = Directory.CreateTempSubdirectory("voicestage-killed-");
    private Process? service;
    private string ports = "0";
    private string webPort = "0";

    public string Data => Path.Combine(home.FullName, "data");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Starts the service; the second time on the ports of the first.</summary>
    public async Task StartAsync()
    {
        service = Start("serve", "--development", "--data", Data, "--grpc-port", ports, "--web-port", webPort);
        _ = service.StandardError.ReadToEndAsync(Cancellation);
        while (await service.StandardOutput.ReadLineAsync(Cancellation) is { } line)
        {
            if (line.StartsWith("ready ", StringComparison.Ordinal))
            {
                var urls = line.Split(' ').Skip(1).Select(part => new Uri(part[(part.IndexOf('=', StringComparison.Ordinal) + 1)..])).ToArray();
                (ports, webPort) = (Port(urls[0]), Port(urls[1]));
                return;
            }
        }

        throw new InvalidOperationException("the service ended before it was ready");
    }

    /// <summary>kill -9.</summary>
    public async Task KillAsync()
    {
        service!.Kill();
        await service.WaitForExitAsync(Cancellation);
    }

    /// <summary>Starts the program with these arguments.</summary>
    public static Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add(typeof(Program).Assembly.Location);
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }

    /// <summary>Runs the program to its end.</summary>
    public static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments) => await EndAsync(Start(arguments));

    /// <summary>Waits for a started program and reads what it printed.</summary>
    public static async Task<(int Exit, string Output, string Error)> EndAsync(Process process)
    {
        using (process)
        {
            var (output, error) = (process.StandardOutput.ReadToEndAsync(Cancellation), process.StandardError.ReadToEndAsync(Cancellation));
            await process.WaitForExitAsync(Cancellation);
            return (process.ExitCode, await output, await error);
        }
    }

    /// <summary>What the journal holds now of the one call: type and JSON of each event in order.</summary>
    public async Task<IReadOnlyList<(string Type, string Json)>> EventsAsync()
    {
        var events = new List<(string, string)>();
        await using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = Path.Combine(Data, "voicestage.db"), Mode = SqliteOpenMode.ReadOnly, Pooling = false }.ToString());
        await connection.OpenAsync(Cancellation);
        await using var command = connection.CreateCommand();
        command.CommandText = "select type, json from events where session not like '%/%' order by version";
        await using var rows = await command.ExecuteReaderAsync(Cancellation);
        while (await rows.ReadAsync(Cancellation))
        {
            events.Add((rows.GetString(0), rows.GetString(1)));
        }

        return events;
    }

    public async ValueTask DisposeAsync()
    {
        if (service is { HasExited: false })
        {
            service.Kill();
            await service.WaitForExitAsync(CancellationToken.None);
        }

        service?.Dispose();
        home.Delete(recursive: true);
    }

    private static string Port(Uri url) => url.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
