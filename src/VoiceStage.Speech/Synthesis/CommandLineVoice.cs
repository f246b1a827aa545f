using System.ComponentModel;
using System.Diagnostics;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>Runs an offline speech program: the text goes in by a file, the sound comes out by a file, and no shell is between.</summary>
internal static class CommandLineVoice
{
    // The slowest free voice speaks 2 000 characters in about 3 s on one core; beyond this it hangs.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Where a program is on PATH, or null.</summary>
    public static string? Find(string program)
    {
        var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        return folders.Select(f => Path.Combine(f, program)).FirstOrDefault(File.Exists);
    }

    /// <summary>Speaks one text.</summary>
    /// <param name="program">Full path of the program.</param>
    /// <param name="text">Written to a file of its own, so that it can never be read as an option.</param>
    /// <param name="arguments">The arguments, given the text file and the WAV file.</param>
    /// <param name="cancellation">Kills the program.</param>
    public static async ValueTask<Recording> SpeakAsync(
        string program, string text, Func<string, string, IEnumerable<string>> arguments, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("voicestage-voice-");
        try
        {
            var textPath = Path.Combine(folder.FullName, "text.txt");
            var wavPath = Path.Combine(folder.FullName, "speech.wav");
            await File.WriteAllTextAsync(textPath, OneLine(text) + "\n", cancellation);
            await RunAsync(program, arguments(textPath, wavPath), cancellation);
            if (!File.Exists(wavPath))
            {
                throw new SpeechEngineException("ENGINE_FAULT", $"{Path.GetFileName(program)} made no sound.");
            }

            using var wav = File.OpenRead(wavPath);
            return WavReader.Read(wav);
        }
        catch (AudioFormatException e)
        {
            throw new SpeechEngineException("ENGINE_FAULT", $"{Path.GetFileName(program)} made a file that is not sound ({e.Code}).");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // A line break would end the sentence; control characters are not words.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();

    private static async Task RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(Patience);
        using var process = new Process
        {
            StartInfo = new ProcessStartInfo(program, arguments)
            {
                RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true, UseShellExecute = false,
            },
        };
        try
        {
            process.Start();
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            await Task.WhenAll(output, errors);
        }
        catch (Win32Exception e)
        {
            throw new SpeechEngineException("ENGINE_MISSING", $"{program} does not start.", e);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            Kill(process);
            throw new SpeechEngineException("ENGINE_FAULT", $"{Path.GetFileName(program)} did not answer within {Patience.TotalSeconds:0} s.");
        }
        catch (OperationCanceledException)
        {
            Kill(process);
            throw;
        }

        if (process.ExitCode != 0)
        {
            throw new SpeechEngineException("ENGINE_FAULT", $"{Path.GetFileName(program)} ended with code {process.ExitCode}.");
        }
    }

    private static void Kill(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It had ended already.
        }
    }
}
