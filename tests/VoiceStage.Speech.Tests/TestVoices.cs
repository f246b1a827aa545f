using System.Collections.Concurrent;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Speech.Tests;

/// <summary>Sentences spoken by flite for the tests, each rendered once a run.</summary>
internal static class TestVoices
{
    private static readonly ConcurrentDictionary<(string, string), Lazy<Task<Recording>>> Spoken = new();

    public static async Task<Recording> SayAsync(string text, string voice = "slt", double padSeconds = 0.5)
    {
        if (!FliteSynthesizer.IsInstalled)
        {
            Assert.Skip("flite is not installed: ./voicestage setup installs it");
        }

        var said = await Spoken.GetOrAdd((text, voice), key => new Lazy<Task<Recording>>(
            () => new FliteSynthesizer().SpeakAsync(key.Item1, key.Item2, CancellationToken.None).AsTask())).Value;
        var pad = (int)(padSeconds * said.SampleRateHz);
        var samples = new float[said.SampleCount + 2 * pad];
        said.Samples.Span.CopyTo(samples.AsSpan(pad));
        return new Recording(samples, said.SampleRateHz);
    }

    /// <summary>White noise of a given RMS, the same for the same seed.</summary>
    public static Recording Noise(double seconds, double rms, int seed = 1, int sampleRateHz = 16_000)
    {
        var random = new Random(seed);
        var samples = new float[(int)(seconds * sampleRateHz)];
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] = (float)(rms * Math.Sqrt(12) * (random.NextDouble() - 0.5));
        }

        return new Recording(samples, sampleRateHz);
    }
}
