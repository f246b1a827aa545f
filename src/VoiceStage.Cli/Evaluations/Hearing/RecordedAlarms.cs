using System.Globalization;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Cli.Evaluations.Turns;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Cli.Evaluations.Hearing;

/// <summary>How often each ear hears risk in recordings that hold none, per hour of speech: what decides whether a page is believed.</summary>
internal static class RecordedAlarms
{
    private const int Rate = 16_000;

    /// <summary>A call reads the ears five times a second.</summary>
    private const int ChunkSamples = Rate / 5;

    /// <summary>Hears every WAV file of a folder and prints alarms per hour.</summary>
    public static async Task PrintAsync(ISpeechRecognizer recognizer, string folder, bool details, CancellationToken cancellation)
    {
        var files = RealStretches.Files(folder);
        var found = new (string File, double Seconds, string? Free, string? Live, string? Final)[files.Count];
        var done = 0;
        await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (i, token) =>
        {
            found[i] = await HearAsync(recognizer, files[i], token);
            Progress.Show(Interlocked.Increment(ref done) - 1, files.Count, files[i]);
        });
        Progress.Clear();
        var hours = found.Sum(f => f.Seconds) / 3_600;
        foreach (var f in found.Where(f => details && (f.Free ?? f.Live ?? f.Final) is not null))
        {
            Console.WriteLine($"{Path.GetRelativePath(folder, f.File)}\tfree {f.Free ?? "-"}\tlive {f.Live ?? "-"}\tend {f.Final ?? "-"}");
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{files.Count} recordings, {hours:0.00} hours"));
        Print("free ear, any family", found.Count(f => f.Free is not null));
        Print("free ear, acute", found.Count(f => f.Free == "acute"));
        Print("keyphrase ear, any family", found.Count(f => f.Final is not null));
        Print("keyphrase ear, acute while speaking", found.Count(f => f.Live == "acute"));
        Print("keyphrase ear, acute at the end", found.Count(f => f.Final == "acute"));

        void Print(string what, int count) =>
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{what,-36} {count,5}  {count / Math.Max(hours, 1e-9),7:0.0} per hour"));
    }

    /// <summary>The same for a keyphrase ear alone.</summary>
    public static async Task PrintSpottedAsync(ISpeechRecognizer spotter, string folder, bool details, CancellationToken cancellation)
    {
        var files = RealStretches.Files(folder);
        var found = new (double Seconds, string Text)[files.Count];
        await Parallel.ForAsync(0, files.Count, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellation }, async (i, token) =>
        {
            var recording = await RealStretches.ReadAsync(files[i], token);
            using var utterance = spotter.Start(new RecognitionRequest { SampleRateHz = Rate, Keyphrases = SpottedPhrases.All });
            utterance.Accept(Resampler.Resample(recording, Rate).Samples.Span);
            found[i] = (recording.DurationSeconds, (await utterance.FinishAsync(token)).Text);
        });
        foreach (var (file, one) in files.Zip(found).Where(pair => details && pair.Second.Text.Length > 0))
        {
            Console.WriteLine($"{Path.GetRelativePath(folder, file)}\t{SpottedPhrases.FamilyOf(one.Text) ?? "-"}\t{one.Text}");
        }

        var hours = found.Sum(one => one.Seconds) / 3_600;
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{files.Count} recordings, {hours:0.00} hours: any family {found.Count(one => SpottedPhrases.FamilyOf(one.Text) is not null)}, acute {found.Count(one => SpottedPhrases.FamilyOf(one.Text) == "acute")}"));
    }

    private static async Task<(string, double, string?, string?, string?)> HearAsync(ISpeechRecognizer recognizer, string path, CancellationToken cancellation)
    {
        var recording = await RealStretches.ReadAsync(path, cancellation);
        var isNarrow = recording.SampleRateHz <= 8_000;
        var samples = Resampler.Resample(recording, Rate).Samples;
        using var free = recognizer.Start(new RecognitionRequest { SampleRateHz = Rate, IsNarrowBand = isNarrow });
        using var spotter = recognizer.Start(new RecognitionRequest { SampleRateHz = Rate, IsNarrowBand = isNarrow, Keyphrases = SpottedPhrases.All });
        string? before = null, live = null;
        for (var at = 0; at < samples.Length; at += ChunkSamples)
        {
            var chunk = samples.Span.Slice(at, Math.Min(ChunkSamples, samples.Length - at));
            free.Accept(chunk);
            spotter.Accept(chunk);
            var now = SpottedPhrases.FamilyOf(spotter.Partial().Text, free.Partial().Text);
            live = now == "acute" && before == "acute" ? "acute" : live ?? now;
            before = now;
        }

        var heard = await free.FinishAsync(cancellation);
        var words = RiskLexicon.Default.Match(heard);
        var spotted = await spotter.FinishAsync(cancellation);
        return (path, recording.DurationSeconds, words.Count > 0 ? words[0].Family : null, live, spotted.Text.Length > 0 ? RiskLexicon.Default.Match([heard, spotted])[^1].Family : null);
    }
}
