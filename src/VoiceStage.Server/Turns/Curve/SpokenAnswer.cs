namespace VoiceStage.Server.Turns.Curve;

/// <summary>One answer whose true end is known: the sound from the end of the prompt on, with more silence after it than any policy waits.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="IsSpeech">The detector's raw decision for each slice of <see cref="TurnCurve.SliceSeconds"/>.</param>
/// <param name="SpeechEndSeconds">Where the patient really stops speaking, in seconds from the end of the prompt.</param>
public sealed record SpokenAnswer(TurnQuestion Question, IReadOnlyList<bool> IsSpeech, double SpeechEndSeconds)
{
    /// <summary>Whether the words so far are a complete and certain answer, given the slices heard; null for a question that never ends early.</summary>
    public Func<int, ValueTask<bool>>? IsCompleteAfter { get; init; }

    /// <summary>Whether any phrase of the question's grammar was heard, given the slices heard; null when nobody listens.</summary>
    public Func<int, bool>? HasWordsAfter { get; init; }
}
