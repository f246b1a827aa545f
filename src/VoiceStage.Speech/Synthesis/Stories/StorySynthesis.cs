using System.Globalization;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis.Stories;

/// <summary>Makes the answer files of simulated patients from a <see cref="StoryBook"/> with the offline voices.</summary>
/// <remarks>The same book and the same voice programs give the same files. Each patient becomes a folder of <c>ITEM.wav</c> and
/// <c>ITEM.hangup</c> files; a manifest beside the folders says how each was made and what it means.</remarks>
public static partial class StorySynthesis
{
    /// <summary>Name of the manifest that is written.</summary>
    public const string ManifestName = "manifest.tsv";

    private const double TailSeconds = 0.25;

    /// <summary>Speaks every answer of every patient.</summary>
    /// <param name="book">What to say.</param>
    /// <param name="folder">Where the patients' folders go; a patient's old files are replaced.</param>
    /// <param name="spoken">Told each file that is written; null tells nobody.</param>
    /// <param name="cancellation">Stops between files.</param>
    /// <exception cref="SpeechEngineException">A voice program is missing or failed.</exception>
    public static async Task MakeAsync(StoryBook book, string folder, Action<string>? spoken, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(book);
        var lines = new List<string> { "path\tsha256\thow_made\tmeans\twords" };
        foreach (var story in book.Patients)
        {
            var own = Path.Combine(folder, story.Id);
            Directory.CreateDirectory(own);
            foreach (var old in Directory.GetFiles(own, "*.wav").Concat(Directory.GetFiles(own, "*.hangup")))
            {
                File.Delete(old);
            }

            foreach (var answer in story.Answers)
            {
                cancellation.ThrowIfCancellationRequested();
                var name = $"{answer.Item}.{(answer.HangUp ? "hangup" : "wav")}";
                var bytes = answer.HangUp ? [] : WavWriter.ToBytes(await SpeakAsync(story, answer, cancellation));
                await File.WriteAllBytesAsync(Path.Combine(own, name), bytes, cancellation);
                var sha256 = Convert.ToHexStringLower(SHA256.HashData(bytes));
                lines.Add($"{story.Id}/{name}\t{sha256}\t{HowMade(story, answer)}\t{answer.Means ?? "-"}\t{answer.Say ?? "-"}");
                spoken?.Invoke($"{story.Id}/{name}");
            }
        }

        await File.WriteAllLinesAsync(Path.Combine(folder, ManifestName), lines, cancellation);
    }

    private static async Task<Recording> SpeakAsync(Story story, StoryAnswer answer, CancellationToken cancellation)
    {
        var style = new SpokenStyle { Stretch = story.Stretch, PitchHz = story.PitchHz };
        ISpeechSynthesizer voice = story.Engine == "flite" ? new FliteSynthesizer(style) : new EspeakSynthesizer(style);
        var samples = new List<float>(Silence(story, story.ThinksSeconds));
        foreach (var piece in Pieces().Split(answer.Say!))
        {
            if (double.TryParse(piece, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var pauseSeconds))
            {
                samples.AddRange(Silence(story, pauseSeconds));
            }
            else if (!string.IsNullOrWhiteSpace(piece))
            {
                var spoken = await voice.SpeakAsync(piece.Trim(), story.Voice, cancellation);
                samples.AddRange(Resampler.Resample(spoken, story.SampleRateHz).Samples.ToArray());
            }
        }

        samples.AddRange(Silence(story, TailSeconds));
        return new Recording(ThroughLine(story, answer, [.. samples]), story.SampleRateHz);
    }

    private static float[] ThroughLine(Story story, StoryAnswer answer, float[] samples)
    {
        var gain = Amplitude(story.SpeechDb) / SpeechRms(samples, story.SampleRateHz);
        var noise = story.NoiseBelowDb is null ? null : PinkNoise.Make(samples.Length, Seed(story, answer));
        var noiseRms = story.NoiseBelowDb is { } below ? Amplitude(story.SpeechDb - below) : 0;
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = Math.Clamp((float)(samples[i] * gain + (noise is null ? 0 : noise[i] * noiseRms)), -1f, 1f);
        }

        if (story.MuLaw)
        {
            var codes = new byte[samples.Length];
            G711.EncodeMuLaw(samples, codes);
            G711.DecodeMuLaw(codes, samples);
        }

        return samples;
    }

    /// <summary>RMS of the 20 ms frames within 20 dB of the loudest: the level of the speech, not of its pauses.</summary>
    private static double SpeechRms(float[] samples, int sampleRateHz)
    {
        var powers = samples.Chunk(sampleRateHz / 50).Select(frame => frame.Average(x => (double)x * x)).ToList();
        var loudest = powers.Max();
        return loudest > 0 ? Math.Sqrt(powers.Where(p => p > loudest / 100).Average()) : 1;
    }

    private static float[] Silence(Story story, double seconds) => new float[(int)(seconds * story.SampleRateHz)];

    private static double Amplitude(double db) => Math.Pow(10, db / 20);

    private static int Seed(Story story, StoryAnswer answer) =>
        BitConverter.ToInt32(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes($"{story.Id}/{answer.Item}"))) & int.MaxValue;

    private static string HowMade(Story story, StoryAnswer answer)
    {
        if (answer.HangUp)
        {
            return "hang-up mark";
        }

        var parts = new List<string> { $"{story.Engine} {story.Voice}", Format("stretch", story.Stretch) };
        if (story.PitchHz is { } pitchHz)
        {
            parts.Add(Format("pitch_hz", pitchHz));
        }

        parts.Add(Format("rate_hz", story.SampleRateHz));
        parts.Add(Format("speech_db", story.SpeechDb));
        parts.Add(story.NoiseBelowDb is { } below ? Format("pink_noise_below_db", below) : "no noise");
        if (story.MuLaw)
        {
            parts.Add("mu-law");
        }

        return string.Join(", ", parts);
    }

    private static string Format(string name, double value) => $"{name} {value.ToString("0.##", CultureInfo.InvariantCulture)}";

    [GeneratedRegex(@"\[(\d+(?:\.\d+)?)\]")]
    private static partial Regex Pieces();
}
