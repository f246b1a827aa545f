using System.Globalization;
using System.Security.Cryptography;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Cli.Synthesis;

/// <summary>Sustained vowels whose F0, jitter, shimmer and harmonicity are known because they were made so.</summary>
internal static class CalibrationVoices
{
    private static readonly (string Name, SyntheticVoiceOptions Options)[] Voices =
    [
        ("vowel-a-120hz.wav", Voice(120, Vowel.A)),
        ("vowel-a-200hz-jitter.wav", Voice(200, Vowel.A) with { JitterLocalRatio = 0.01 }),
        ("vowel-i-220hz-shimmer.wav", Voice(220, Vowel.I) with { ShimmerLocalRatio = 0.05 }),
        ("vowel-a-110hz-hnr-15db.wav", Voice(110, Vowel.A) with { HnrDb = 15 }),
        ("glide-a-100-200hz.wav", Voice(100, Vowel.A) with { F0Contour = [new(0, 100), new(1.5, 200)] }),
    ];

    /// <summary>Writes the voices and their manifest: path, sha256, how made, true values.</summary>
    public static void Make(string folder)
    {
        Directory.CreateDirectory(folder);
        var manifest = new List<string> { "path\tsha256\thow_made\texpected" };
        foreach (var (name, options) in Voices)
        {
            var voice = SyntheticVoice.Speak(options);
            var bytes = WavWriter.ToBytes(voice.Recording);
            File.WriteAllBytes(Path.Combine(folder, name), bytes);
            manifest.Add(string.Join('\t', name, Convert.ToHexStringLower(SHA256.HashData(bytes)), How(options), Expected(voice, options)));
        }

        File.WriteAllLines(Path.Combine(folder, "manifest.tsv"), manifest);
    }

    private static SyntheticVoiceOptions Voice(double f0Hz, Vowel vowel) => new() { F0Hz = f0Hz, Vowel = vowel, DurationSeconds = 1.5, PeakLevel = 0.4 };

    private static string How(SyntheticVoiceOptions o) => string.Create(
        CultureInfo.InvariantCulture,
        $"synth calibration: synthetic voice, seed {o.Seed}, {o.SampleRateHz} Hz, {o.DurationSeconds} s, F0 {o.F0Hz} Hz{(o.F0Contour.Count > 0 ? $" to {o.F0Contour[^1].Value} Hz" : "")}, jitter {o.JitterLocalRatio}, shimmer {o.ShimmerLocalRatio}, HNR {(o.HnrDb is { } db ? db.ToString(CultureInfo.InvariantCulture) + " dB" : "no noise")}");

    private static string Expected(SyntheticVoice voice, SyntheticVoiceOptions options) => string.Create(
        CultureInfo.InvariantCulture,
        $"f0_mean_hz={voice.TrueF0Hz:F2} jitter_local={voice.TrueJitter.LocalRatio.OrNull ?? 0:F5} shimmer_local={voice.TrueShimmerLocalRatio:F5}{(options.HnrDb is null ? "" : $" hnr_db={voice.HnrDb:F2}")}");
}
