using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;
using VoiceStage.Cli.Measuring;

namespace VoiceStage.Cli.Benches;

/// <summary>One 16 kHz recording for the bench: the given files end to end, or synthetic vowels of several voices with pauses between.</summary>
internal static class BenchAudio
{
    private const int RateHz = 16_000;
    private const double VowelSeconds = 0.8, PauseSeconds = 0.2;

    /// <summary>The recording; about <paramref name="seconds"/> long when no files are given.</summary>
    public static async Task<Recording> MakeAsync(string[] files, int seconds, CancellationToken cancellation)
    {
        var samples = new List<float>();
        foreach (var file in files)
        {
            samples.AddRange(Resampler.Resample(await AudioFile.ReadAsync(file, cancellation), RateHz).Samples.Span);
        }

        Vowel[] vowels = [Vowel.A, Vowel.I, Vowel.U];
        for (var i = 0; files.Length == 0 && samples.Count < seconds * RateHz; i++)
        {
            var f0 = 90 + 35 * (i % 5);
            samples.AddRange(SyntheticVoice.Speak(new SyntheticVoiceOptions
            {
                Seed = (ulong)i + 1, SampleRateHz = RateHz, DurationSeconds = VowelSeconds, F0Hz = f0, Vowel = vowels[i % vowels.Length],
                F0Contour = [new(0, 1.15 * f0), new(VowelSeconds, 0.9 * f0)], JitterLocalRatio = 0.01, ShimmerLocalRatio = 0.04, HnrDb = 18,
            }).Recording.Samples.Span);
            samples.AddRange(new float[(int)(PauseSeconds * RateHz)]);
        }

        return new Recording(samples.ToArray(), RateHz);
    }
}
