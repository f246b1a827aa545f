using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Formants;

/// <summary>Which formant search fits a channel and a voice.</summary>
public static class FormantSetting
{
    private const double TelephoneHz = 4_000;
    private const double LowVoiceHz = 150;

    /// <summary>Four formants below 4 000 Hz where there is nothing above; else five below 5 000 Hz for a low voice, below 5 500 Hz for others.</summary>
    /// <remarks>Vocal tracts of 17.5 cm have five resonances below 5 000 Hz, shorter ones fewer; median F0 stands in for the tract's length. The usual
    /// 5 000 or 5 500 Hz on telephone speech put poles into the empty band (F3 of the same voices then reads 2 102 instead of 2 612 Hz).</remarks>
    /// <param name="bandwidthHz">As measured, or withheld.</param>
    /// <param name="sampleRateHz">Of the recording.</param>
    /// <param name="medianF0Hz">Or withheld without voice.</param>
    /// <param name="ceilingHz">Overrides the choice: five formants below it, four when it is 4 000 Hz or less.</param>
    public static FormantOptions For(Reading bandwidthHz, int sampleRateHz, Reading medianF0Hz, double? ceilingHz = null)
    {
        var narrow = ceilingHz is { } given ? given <= TelephoneHz : sampleRateHz <= 2 * TelephoneHz || bandwidthHz.OrNull <= TelephoneHz;
        var ceiling = ceilingHz ?? (narrow ? TelephoneHz : medianF0Hz.OrNull < LowVoiceHz ? 5_000 : 5_500);
        return new FormantOptions { CeilingHz = ceiling, Count = narrow ? 4 : 5 };
    }
}
