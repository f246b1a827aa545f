using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Quality;

/// <summary>Level of the speech over the level of what is heard when nobody speaks.</summary>
public static class SignalToNoise
{
    private const int GuardFrames = 5;
    private const int FewestNoiseFrames = 15;
    private const double HighestDb = 100;
    private const double LowestDb = -20;

    // Rounding to 16 bits is noise of (1/32768)²/12: less than that is not known, even of digital silence.
    private const double RoundingPower = 1.0 / 32768 / 32768 / 12;

    /// <summary>10·log10((speech + noise − noise) / noise) of mean powers.</summary>
    /// <remarks>Noise is the median power of the frames at least 50 ms away from speech; without 0.15 s of such, the 5 % point of the unvoiced frames
    /// inside speech that lie at least 3 dB under it. A voice from end to end gives none: withheld as <see cref="Unmeasured.NoPause"/>.</remarks>
    internal static Reading Measure(FrameLevels levels, bool[] isVoiced, IReadOnlyList<TimeSpanSeconds> speech)
    {
        if (speech.Count == 0)
        {
            return Reading.Withheld(Unmeasured.NoSpeech);
        }

        var isSpeech = new bool[levels.Powers.Length];
        var isNear = new bool[levels.Powers.Length];
        foreach (var stretch in speech)
        {
            var first = (int)Math.Round(stretch.StartSeconds / FrameLevels.FrameSeconds);
            var end = Math.Min(isSpeech.Length, (int)Math.Round(stretch.EndSeconds / FrameLevels.FrameSeconds));
            isSpeech.AsSpan(first, end - first).Fill(true);
            isNear.AsSpan(Math.Max(0, first - GuardFrames), Math.Min(isNear.Length, end + GuardFrames) - Math.Max(0, first - GuardFrames)).Fill(true);
        }

        var speechPower = levels.Powers.Where((_, k) => isSpeech[k]).Average();
        var noise = levels.Powers.Where((_, k) => !isNear[k]).Order().ToArray();
        double noisePower;
        if (noise.Length >= FewestNoiseFrames)
        {
            noisePower = noise[noise.Length / 2];
        }
        else
        {
            var quiet = levels.Powers.Where((p, k) => !isVoiced[k] && p < speechPower / 2).Order().ToArray();
            if (quiet.Length < FewestNoiseFrames)
            {
                return Reading.Withheld(Unmeasured.NoPause);
            }

            noisePower = quiet[quiet.Length / 20];
        }

        noisePower = Math.Max(noisePower, RoundingPower);
        var ratio = (speechPower - noisePower) / noisePower;
        return Reading.Of(ratio > 0 ? Math.Clamp(10 * Math.Log10(ratio), LowestDb, HighestDb) : LowestDb);
    }
}
