using System.Collections.Concurrent;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Cli.Evaluations.Turns;

/// <summary>One patient's voice: speaks the phrases of an answer with drawn pauses, over a line, and knows where the answer really ends.</summary>
internal sealed class SpeakingPatient(SpeakerKind kind, PhraseVoice voice, Random random)
{
    internal const int Rate = 16_000;

    /// <summary>Silence after an answer: more than any policy waits.</summary>
    private const double TailSeconds = 8;

    /// <summary>Speaks an answer.</summary>
    /// <returns>Sound from the end of the prompt on at 16 kHz, and where the speech in it ends, in seconds.</returns>
    public async Task<(float[] Samples, double SpeechEndSeconds)> SpeakAsync(AnswerWords words, CancellationToken cancellation)
    {
        var breaths = new List<(string Text, double PauseSeconds)>();
        var text = "";
        for (var i = 0; i < words.Phrases.Count; i++)
        {
            text = text.Length == 0 ? words.Phrases[i] : $"{text} {words.Phrases[i]}";
            var isLast = i == words.Phrases.Count - 1;
            if (isLast || words.PausesAfter[i] || random.NextDouble() < kind.PauseShare)
            {
                breaths.Add((text, isLast ? 0 : Pause(kind.PauseMedianSeconds, kind.LongestPauseSeconds)));
                text = "";
            }
        }

        var sounds = new List<(float[] Samples, double PauseSeconds)>();
        foreach (var (breath, pause) in breaths)
        {
            sounds.Add((await voice.SayAsync(breath, cancellation), pause));
        }

        return Join(sounds);
    }

    /// <summary>Puts pieces of real speech together in the same way: what was one recording becomes an answer with this patient's pauses.</summary>
    public (float[] Samples, double SpeechEndSeconds) Join(IEnumerable<float[]> stretches)
    {
        var sounds = new List<(float[], double)>();
        foreach (var stretch in stretches)
        {
            sounds.Add((stretch, random.NextDouble() < kind.PauseShare ? Pause(kind.PauseMedianSeconds, kind.LongestPauseSeconds) : 0.1));
        }

        return Join(sounds);
    }

    private (float[] Samples, double SpeechEndSeconds) Join(IReadOnlyList<(float[] Samples, double PauseSeconds)> sounds)
    {
        List<float> all = [.. new float[(int)(Pause(kind.LatencyMedianSeconds, 4) * Rate)]];
        for (var i = 0; i < sounds.Count; i++)
        {
            all.AddRange(sounds[i].Samples);
            if (i < sounds.Count - 1)
            {
                all.AddRange(new float[(int)(sounds[i].PauseSeconds * Rate)]);
            }
        }

        var end = (double)all.Count / Rate;
        all.AddRange(new float[(int)(TailSeconds * Rate)]);
        return (ThroughLine([.. all]), end);
    }

    private float[] ThroughLine(float[] samples)
    {
        var loud = LineSound.LoudRms(samples);
        var level = Math.Pow(10, kind.LevelDb / 20);
        LineSound.AddNoise(samples, loud > 0 ? level / loud : 0, level * Math.Pow(10, -kind.NoiseBelowDb / 20), random);
        return kind.IsTelephone ? LineSound.ThroughTelephone(samples) : samples;
    }

    private double Pause(double medianSeconds, double longestSeconds)
    {
        var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
        return Math.Clamp(medianSeconds * Math.Exp(kind.PauseSpread * normal), 0.15, longestSeconds);
    }
}

/// <summary>A voice that says each phrase once and remembers it; silence at both ends is cut off, so that an answer's end is where its sound ends.</summary>
internal sealed class PhraseVoice(ISpeechSynthesizer synthesizer, string voice)
{
    /// <summary>Softer than this against the phrase's peak is not its sound any more: -40 dB.</summary>
    private const float Audible = 0.01f;

    private readonly ConcurrentDictionary<string, float[]> said = new(StringComparer.Ordinal);

    /// <summary>The phrase at 16 kHz.</summary>
    public async ValueTask<float[]> SayAsync(string phrase, CancellationToken cancellation)
    {
        if (said.TryGetValue(phrase, out var samples))
        {
            return samples;
        }

        var spoken = await synthesizer.SpeakAsync(phrase, voice, cancellation);
        var all = Resampler.Resample(spoken, SpeakingPatient.Rate).Samples.ToArray();
        return said[phrase] = Trim(all);
    }

    private static float[] Trim(float[] samples)
    {
        var peak = samples.Length == 0 ? 0 : samples.Max(Math.Abs);
        var first = Array.FindIndex(samples, x => Math.Abs(x) > Audible * peak);
        var last = Array.FindLastIndex(samples, x => Math.Abs(x) > Audible * peak);
        return first < 0 ? [] : samples[first..(last + 1)];
    }
}
