using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Sessions;

/// <summary>When and where in the audio something was observed.</summary>
/// <param name="Time">UTC.</param>
/// <param name="AudioSample">Samples of the assessment's audio processed.</param>
public readonly record struct Moment(DateTimeOffset Time, long AudioSample);

/// <summary>How the server listens after a prompt; derived from the item and the state, not stored.</summary>
/// <param name="Item">Item as asked now (a confirmation is a yes/no item of its own).</param>
/// <param name="Grammar">Phrases a closed question accepts, lower case; null for free speech.</param>
/// <param name="UseFreeEarToo">Whether the free model listens beside the grammar (suicide items, consent).</param>
/// <param name="MayEndEarly">Whether a certain complete answer ends the turn at once; never for a "no" to a suicide item.</param>
public sealed record Listening(Item Item, IReadOnlyList<string>? Grammar, bool UseFreeEarToo, bool MayEndEarly);

/// <summary>The rules of one protocol and site: pure, they draw the consequences of an observation.</summary>
public sealed partial class SessionRules
{
    /// <summary>Draws the consequences of one observation. Pure: the same state, observation and moment give the same list.</summary>
    /// <returns>Consequences in order; the caller journals the observation followed by them as one group.</returns>
    public IReadOnlyList<SessionConsequence> Respond(Session session, SessionObservation observation, Moment moment) => throw new NotImplementedException();

    /// <summary>How to listen for the answer to the prompt that stands; null when none is expected.</summary>
    public Listening? ListeningFor(Session session) => throw new NotImplementedException();

    /// <summary>Feeds a journal's observations to the rules again and compares every consequence.</summary>
    /// <returns>Null when all agree, else the first difference in words fit for an operator (no patient's words).</returns>
    public string? Replay(IReadOnlyList<JournalEntry> entries) => throw new NotImplementedException();
}
