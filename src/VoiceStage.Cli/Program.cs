using System.CommandLine;
using VoiceStage.Cli.Benches;
using VoiceStage.Cli.Demo;
using VoiceStage.Cli.Evaluations;
using VoiceStage.Cli.Interviews;
using VoiceStage.Cli.Measuring;
using VoiceStage.Cli.Synthesis;
using VoiceStage.Cli.Replays;
using VoiceStage.Cli.Serving;
using VoiceStage.Cli.Simulations;
using VoiceStage.Cli.Training;

namespace VoiceStage.Cli;

/// <summary>The <c>voicestage</c> program: one verb a command. Exit 0 done, 1 a fault, 2 bad use or bad input.</summary>
internal static class Program
{
    internal static async Task<int> Main(string[] args)
    {
        var root = new RootCommand("VoiceStage: spoken second-stage screening. Research software, not a medical device.")
        {
            DemoCommand.Create(),
            ServeCommand.Create(),
            MeasureCommand.Create(),
            SynthCommand.Create(),
            InterviewCommand.Create(),
            ReplayCommand.Create(),
            AuditCommand.Create(),
            BenchCommand.Create(),
            EvaluateCommand.Create(),
            SimulateCommand.Create(),
            TrainCommand.Create(),
        };
        using var interrupted = new CancellationTokenSource();
        Console.CancelKeyPress += (_, e) =>
        {
            e.Cancel = true;
            interrupted.Cancel();
        };
        try
        {
            var parsed = root.Parse(args);
            if (parsed.Errors.Count > 0)
            {
                var problem = string.Join(' ', parsed.Errors[0].Message.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
                Console.Error.WriteLine($"voicestage: {problem} (see voicestage --help)");
                return 2;
            }

            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, interrupted.Token);
        }
        catch (UsageException e)
        {
            Console.Error.WriteLine($"voicestage: {e.Message}");
            return 2;
        }
        catch (Grpc.Core.RpcException e)
        {
            Console.Error.WriteLine($"voicestage: the service refused or broke: {e.StatusCode} {e.Status.Detail}");
            return e.StatusCode is Grpc.Core.StatusCode.InvalidArgument or Grpc.Core.StatusCode.NotFound or Grpc.Core.StatusCode.PermissionDenied ? 2 : 1;
        }
        catch (Server.Settings.SettingsException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }
        catch (Exception e) when (e is Speech.SpeechEngineException or IOException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine($"voicestage: {e.Message}");
            return 1;
        }
        catch (OperationCanceledException)
        {
            Console.Error.WriteLine("voicestage: interrupted");
            return 1;
        }
    }
}
