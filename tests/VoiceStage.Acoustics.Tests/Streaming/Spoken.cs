using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Streaming;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Streaming;

/// <summary>Answers with voice, pauses and noise, and what a profiler makes of them.</summary>
internal static class Spoken
{
    /// <summary>Stretches of a gliding, imperfect voice with pauses between them, over a noise floor.</summary>
    public static Recording Answer(double seconds, int rate = 16_000, ulong seed = 1, double f0Hz = 130)
    {
        var gains = new List<ContourPoint>();
        for (var t = 0.3; t < seconds; t += 1.1)
        {
            gains.AddRange([new(t, 0), new(t + 0.03, 1), new(t + 0.25, 0.35), new(t + 0.4, 0.9), new(t + 0.7, 0.6), new(t + 0.74, 0)]);
        }

        var voice = SyntheticVoice.Speak(new SyntheticVoiceOptions
        {
            SampleRateHz = rate, DurationSeconds = seconds, F0Hz = f0Hz, VibratoDepthRatio = 0.08, VibratoHz = 1.3, JitterLocalRatio = 0.01,
            ShimmerLocalRatio = 0.05, HnrDb = 18, GainContour = gains, Seed = seed,
        }).Recording;
        return Sounds.Mix(voice, Sounds.Noise(seconds, rate, amplitude: 0.002, seed: (int)seed));
    }

    public static VoiceProfile Profile(Recording recording, VoiceProfilerOptions? options = null)
    {
        var profiler = new VoiceProfiler(recording.SampleRateHz, options);
        profiler.Write(recording.Samples.Span);
        return profiler.Complete();
    }

    public static short[] Sixteen(Recording recording) => [.. recording.Samples.ToArray().Select(x => (short)Math.Clamp(Math.Round(x * 32768), -32768, 32767))];

    /// <summary>Every measure as the bits of its number, or its reason.</summary>
    public static string Bits(VoiceProfile profile) => string.Join('\n', profile.Measures
        .Select(m => $"{m.Key} {(m.Value.HasValue ? BitConverter.DoubleToInt64Bits(m.Value.Value).ToString("x", null) : m.Value.Reason.ToString())}")
        .Concat(profile.Speech.Select(s => $"{s.StartSeconds:R} {s.EndSeconds:R}"))
        .Concat(profile.Marks));
}
