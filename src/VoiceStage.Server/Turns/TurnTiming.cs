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

    /// <summary>Further silence granted after sound without words in answer to a closed question: it would be asked again anyway.</summary>
    internal const double WordlessSeconds = 1.5;

    /// <summary>Silence that ends a turn of this kind for a patient of whom nothing is known, in seconds; 0 for a fixed wait that never adapts.</summary>
    public double FloorSeconds { get; init; }

    /// <summary>Whether the patient speaks freely: then the wait may grow further.</summary>
    public bool IsOpen { get; init; }

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
            listening.MayEndEarly && listening.Grammar is not null ? pauses.EarlyEndSeconds(EarlySilenceSeconds, item.EndSilenceSeconds) : null)
        {
            FloorSeconds = item.EndSilenceSeconds,
            IsOpen = open,
        };
    }

    /// <summary>The same turn after its patient paused and went on: the pause that was just heard already counts in this answer, not only in the next.</summary>
    public TurnTiming After(PatientPauses pauses) => FloorSeconds == 0 ? this : this with
    {
        EndSilenceSeconds = pauses.EndSilenceSeconds(FloorSeconds, IsOpen),
        EarlyEndSeconds = EarlyEndSeconds is null ? null : pauses.EarlyEndSeconds(EarlySilenceSeconds, FloorSeconds),
    };
}
