using System.CommandLine;
using VoiceStage.Speech;
using VoiceStage.Speech.Synthesis.Stories;

namespace VoiceStage.Cli.Synthesis;

/// <summary><c>voicestage synth</c>: speaks the answers of simulated patients into folders that <c>interview</c> reads.</summary>
internal static class SynthCommand
{
    public static Command Create()
    {
        var stories = new Argument<string>("stories") { Description = "story book (JSON), for example audio-samples/patients/stories.json" };
        var folder = new Option<string?>("--out") { Description = "folder for the patients' folders and manifest.tsv; the book's own folder when left out" };
        var speak = new Command("stories", "Speak the answers of simulated patients with the offline voices") { stories, folder };
        speak.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(stories), parsed.GetValue(folder), cancellation));
        var into = new Option<string>("--out") { Description = "folder for the voices and manifest.tsv", Required = true };
        var calibration = new Command("calibration", "Make sustained vowels with known F0, jitter, shimmer and harmonicity") { into };
        calibration.SetAction(parsed => CalibrationVoices.Make(parsed.GetRequiredValue(into)));
        return new Command("synth", "Make the audio samples and voices with known truth") { speak, calibration };
    }

    private static async Task<int> RunAsync(string stories, string? folder, CancellationToken cancellation)
    {
        if (!File.Exists(stories))
        {
            throw new UsageException($"no story book '{stories}'");
        }

        try
        {
            var book = StoryBook.Read(stories);
            var into = folder ?? Path.GetDirectoryName(Path.GetFullPath(stories))!;
            await StorySynthesis.MakeAsync(book, into, Console.Error.WriteLine, cancellation);
            return 0;
        }
        catch (InvalidDataException e)
        {
            throw new UsageException(e.Message);
        }
        catch (SpeechEngineException e)
        {
            Console.Error.WriteLine($"voicestage: {e.Message}");
            return 1;
        }
    }
}
