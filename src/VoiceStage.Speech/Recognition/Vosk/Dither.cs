namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>A fixed stretch of white noise that is added over and over; the same for every utterance.</summary>
internal sealed class Dither
{
    // A prime length, so that its repetition (about 4 s) falls together with no frame grid.
    private const int Period = 65_537;
    private readonly float[] noise = new float[Period];

    public Dither(double rms)
    {
        var random = new Random(7_919);
        for (var i = 0; i < Period; i++)
        {
            // Sum of twelve uniform values less six: mean 0, deviation 1, never beyond 6.
            var sum = -6.0;
            for (var k = 0; k < 12; k++)
            {
                sum += random.NextDouble();
            }

            noise[i] = (float)(sum * rms);
        }
    }

    /// <summary>Adds the noise that belongs to the utterance's samples from <paramref name="sampleIndex"/> on.</summary>
    public void AddTo(Span<float> samples, long sampleIndex)
    {
        var at = (int)(sampleIndex % Period);
        for (var i = 0; i < samples.Length; i++)
        {
            samples[i] += noise[at];
            at = at + 1 == Period ? 0 : at + 1;
        }
    }
}
