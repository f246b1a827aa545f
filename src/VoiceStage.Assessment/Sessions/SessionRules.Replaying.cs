using VoiceStage.Assessment.Journal;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>Feeds a journal's observations to the rules again and compares every consequence.</summary>
    /// <param name="entries">Entries of one session in version order.</param>
    /// <returns>Null when all agree, else the first difference in words fit for an operator (no patient's words).</returns>
    public string? Replay(IReadOnlyList<JournalEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        var session = new Session();
        for (var at = 0; at < entries.Count;)
        {
            var entry = entries[at];
            if (entry.Event is not SessionObservation observation)
            {
                return $"version {entry.Version}: {NameOf(entry.Event)} stands without an observation before it";
            }

            if (observation is SessionOpened opened && Mismatch(opened) is { } mismatch)
            {
                return mismatch;
            }

            IReadOnlyList<SessionConsequence> drawn;
            try
            {
                drawn = Respond(session, observation, new Moment(entry.RecordedTime, entry.AudioSample));
                session = session.Apply(entry);
            }
            catch (Exception error) when (error is InvalidOperationException or ArgumentException)
            {
                return $"version {entry.Version}: {NameOf(entry.Event)} cannot be applied: {error.Message}";
            }

            at++;
            foreach (var expected in drawn)
            {
                if (at >= entries.Count)
                {
                    return $"after version {entry.Version}: {NameOf(expected)} is drawn again, the journal ends";
                }

                var recorded = entries[at];
                if (!SessionEventJson.Same(expected, recorded.Event))
                {
                    return $"version {recorded.Version}: {NameOf(expected)} is drawn again and differs from the recorded {NameOf(recorded.Event)}";
                }

                session = session.Apply(recorded);
                at++;
            }

            if (at < entries.Count && entries[at].Event is SessionConsequence more)
            {
                return $"version {entries[at].Version}: the recorded {NameOf(more)} is not drawn again";
            }
        }

        return null;
    }

    private string? Mismatch(SessionOpened opened) =>
        opened.ProtocolId != _protocol.Id || opened.ProtocolVersion != _protocol.Version ? $"recorded under protocol {opened.ProtocolId}/{opened.ProtocolVersion}, these rules are {_protocol.Id}/{_protocol.Version}"
        : opened.PolicyVersion != PolicyVersion ? $"recorded under policy {opened.PolicyVersion}, these rules are {PolicyVersion}"
        : opened.RiskModel != RiskModelName ? $"recorded under model {opened.RiskModel}, these rules weigh by {RiskModelName}"
        : null;

    private static string NameOf(SessionEvent happened) => SessionEventJson.TypeName(happened);
}
