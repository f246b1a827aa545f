using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Turns;

/// <summary>How long one turn waits, in seconds of audio.</summary>
/// <param name="EndSilenceSeconds">Silence after speech that ends the turn.</param>
/// <param name="NoSpeechSeconds">Silence before any speech that ends it.</param>
/// <param name="MaxAnswerSeconds">Longest answer, from its first speech.</param>
/// <param name="EarlyEndSeconds">Silence after which a complete and certain answer ends the turn; null never.</param>
internal sealed record TurnTiming(double EndSilenceSeconds, double NoSpeechSeconds, double MaxAnswerSeconds, double? EarlyEndSeconds)
{
    /// <summary>Silence that a certain answer needs: longer than the pauses inside "more than half … the days" (under 0.5 s in the offline voices).</summary>
    internal const double EarlySilenceSeconds = 0.8;

    /// <summary>Whoever answers by touch or text reads first and looks for the button: the wait before any answer is longer.</summary>
    internal const double WithoutMicrophoneFactor = 6;

    /// <summary>Timing of a question for this patient.</summary>
    public static TurnTiming For(Listening listening, PatientPauses pauses, bool hasMicrophone)
    {
        var item = listening.Item;
        var open = item.Kind is ItemKind.Open or ItemKind.Reading or ItemKind.LineCheck;
        return new(
            pauses.EndSilenceSeconds(item.EndSilenceSeconds, open),
            hasMicrophone ? item.NoSpeechSeconds : item.NoSpeechSeconds * WithoutMicrophoneFactor,
            item.MaxAnswerSeconds,
            listening.MayEndEarly && listening.Grammar is not null ? Math.Min(EarlySilenceSeconds, item.EndSilenceSeconds) : null);
    }
}
