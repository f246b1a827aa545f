using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Timing;

/// <summary>How long a person takes to begin an answer.</summary>
public static class ResponseLatency
{
    /// <summary>Time from the end of the question to the first speech after it.</summary>
    /// <remarks>Speech that began before the question ended gives a negative value: the person talked over it. Also known as speech onset latency,
    /// switching pause. Longer in depression (Yamamoto et al. 2020). A filled pause ("uhm") is speech.</remarks>
    /// <param name="speech">Stretches of speech in time order, on the clock of the recording.</param>
    /// <param name="questionEndSeconds">When the question ended, on the same clock; 0 when the recording begins there.</param>
    /// <returns>Seconds, or withheld as <see cref="Unmeasured.NoSpeech"/> when nothing was said after it.</returns>
    public static Reading Of(IReadOnlyList<TimeSpanSeconds> speech, double questionEndSeconds = 0)
    {
        ArgumentNullException.ThrowIfNull(speech);
        foreach (var stretch in speech)
        {
            if (stretch.EndSeconds > questionEndSeconds)
            {
                return Reading.Of(stretch.StartSeconds - questionEndSeconds);
            }
        }

        return Reading.Withheld(Unmeasured.NoSpeech);
    }
}
