using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Benches;

/// <summary>CPU seconds of Praat for the same measures on the same audio, its start-up and the reading of the file taken off.</summary>
internal static class PraatCost
{
    private const string Pitch = "selectObject: sound\npitch = To Pitch (ac): 0, 75, 15, \"no\", 0.03, 0.45, 0.01, 0.35, 0.14, 600\n";
    private const string Pulses = Pitch + "selectObject: sound, pitch\npulses = To PointProcess (cc)\n";

    private static readonly (string Measure, string Script)[] Measures =
    [
        ("pitch ac", Pitch),
        ("pitch cc", "selectObject: sound\nTo Pitch (cc): 0, 75, 15, \"no\", 0.03, 0.45, 0.01, 0.35, 0.14, 600\n"),
        ("jitter", Pulses + "selectObject: pulses\nj = Get jitter (local): 0, 0, 0.0001, 0.02, 1.3\n"),
        ("shimmer", Pulses + "selectObject: sound, pulses\ns = Get shimmer (local): 0, 0, 0.0001, 0.02, 1.3, 1.6\n"),
        ("hnr cc", "selectObject: sound\nTo Harmonicity (cc): 0.01, 75, 0.1, 1\nh = Get mean: 0, 0\n"),
        ("intensity", "selectObject: sound\nTo Intensity: 100, 0, \"yes\"\n"),
        ("formants", "selectObject: sound\nTo Formant (burg): 0, 5, 5500, 0.025, 50\n"),
        ("cpps", "selectObject: sound\nTo PowerCepstrogram: 60, 0.002, 5000, 50\n"
            + "c = Get CPPS: \"no\", 0.01, 0.001, 60, 330, 0.05, \"Parabolic\", 0.001, 0, \"Straight\", \"Robust\"\n"),
    ];

    /// <summary>CPU seconds by measure, or null when Praat is not installed. "voice set" is one run that does each step once.</summary>
    public static async Task<IReadOnlyDictionary<string, double>?> OfAsync(Recording recording, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("voicestage-bench-");
        try
        {
            var sound = Path.Combine(folder.FullName, "bench.wav");
            await File.WriteAllBytesAsync(sound, WavWriter.ToBytes(recording), cancellation);
            if (await RunAsync(folder.FullName, "", cancellation) is not { } startUp)
            {
                return null;
            }

            var costs = new Dictionary<string, double>();
            foreach (var (measure, script) in Measures)
            {
                costs[measure] = Math.Max(0, await RunAsync(folder.FullName, script, cancellation) - startUp ?? 0);
            }

            // Pitch and pulses are made once and shared; the cross-correlation pitch is no part of our set, so it is left out.
            var shared = Measures.Where(m => m.Measure is not ("pitch ac" or "pitch cc" or "shimmer"));
            var whole = string.Concat(shared.Select(m => m.Script)) + "selectObject: sound, pulses\ns = Get shimmer (local): 0, 0, 0.0001, 0.02, 1.3, 1.6\n";
            costs[OwnCost.Voice] = Math.Max(0, await RunAsync(folder.FullName, whole, cancellation) - startUp ?? 0);
            return costs;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    // The shell's own account of its children: a finished process cannot be asked for its times.
    private static async Task<double?> RunAsync(string folder, string measures, CancellationToken cancellation)
    {
        await File.WriteAllTextAsync(Path.Combine(folder, "bench.praat"), "sound = Read from file: \"bench.wav\"\n" + measures, cancellation);
        var start = new ProcessStartInfo("/bin/sh") { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add("command -v praat >/dev/null || exit 127; praat --run bench.praat >&2 || exit 1; times");
        try
        {
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(cancellation);
            var text = await process.StandardOutput.ReadToEndAsync(cancellation);
            await process.WaitForExitAsync(cancellation);
            var said = await errors;
            return process.ExitCode switch
            {
                0 => ChildSeconds(text),
                127 => null,
                _ => throw new InvalidOperationException("Praat failed: " + said.Trim()),
            };
        }
        catch (Win32Exception)
        {
            return null;
        }
    }

    /// <summary>User and system seconds of the children from the second line of the shell's <c>times</c>: <c>0m1.25s 0m0.05s</c>.</summary>
    internal static double ChildSeconds(string times)
    {
        var line = times.Split('\n', StringSplitOptions.RemoveEmptyEntries)[^1];
        return line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Sum(part =>
        {
            var minutes = part.Split('m');
            return 60 * double.Parse(minutes[0], CultureInfo.InvariantCulture) + double.Parse(minutes[1].TrimEnd('s'), CultureInfo.InvariantCulture);
        });
    }
}
