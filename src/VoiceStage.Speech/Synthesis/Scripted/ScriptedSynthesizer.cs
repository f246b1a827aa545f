using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis.Scripted;

/// <summary>Speaks every text as a buzzing tone, one burst a word, whose length follows from the text alone. For tests and rehearsals.</summary>
public sealed class ScriptedSynthesizer : ISpeechSynthesizer
{
    /// <summary>The rate of what it gives.</summary>
    public const int RateHz = 16_000;

    /// <summary>Length of a letter, in seconds; the gap between words is as long.</summary>
    public const double SecondsPerLetter = 0.06;

    private const int HarmonicCount = 10;
    private int spokenCount;

    /// <inheritdoc/>
    public string Engine => "scripted";

    /// <summary>How many texts were spoken, to see that a cache works.</summary>
    public int SpokenCount => Volatile.Read(ref spokenCount);

    /// <inheritdoc/>
    public ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        ArgumentNullException.ThrowIfNull(voice);
        cancellation.ThrowIfCancellationRequested();
        Interlocked.Increment(ref spokenCount);
        var pitchHz = 100 + 20 * (voice.Length % 8);
        var letterCount = (int)(SecondsPerLetter * RateHz);
        var samples = new float[text.Length * letterCount];
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                Buzz(samples.AsSpan(i * letterCount, letterCount), i * letterCount, pitchHz);
            }
        }

        return ValueTask.FromResult(new Recording(samples, RateHz));
    }

    private static void Buzz(Span<float> samples, int firstIndex, double pitchHz)
    {
        for (var n = 0; n < samples.Length; n++)
        {
            var phase = 2 * Math.PI * pitchHz * (firstIndex + n) / RateHz;
            var sum = 0.0;
            for (var h = 1; h <= HarmonicCount; h++)
            {
                sum += Math.Sin(h * phase) / h;
            }

            samples[n] = (float)(0.1 * sum);
        }
    }
}
