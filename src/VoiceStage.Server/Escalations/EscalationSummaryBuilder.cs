using System.Globalization;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Findings;
using VoiceStage.Server.Delivery;

namespace VoiceStage.Server.Escalations;

/// <summary>Writes the hand-over of a case from its session's journal. It states evidence and urgency, never a diagnosis.</summary>
public static class EscalationSummaryBuilder
{
    /// <summary>Most words of <see cref="EscalationSummary.Text"/>.</summary>
    public const int WordLimit = 200;

    private static readonly string[] VoiceKeys = ["speech_rate_syllables_per_s", "pause_total_s", "pause_mean_s", "pause_sd_s"];

    /// <summary>Builds the summary.</summary>
    /// <param name="item">The case.</param>
    /// <param name="entries">Its session's journal.</param>
    /// <param name="referral">What upstream knew; null reads it from the journal.</param>
    /// <param name="voice">How the answers were spoken, each with its task.</param>
    public static EscalationSummary Build(EscalationCase item, IReadOnlyList<JournalEntry> entries, Referral? referral, IReadOnlyList<VoiceEvidence> voice)
    {
        ArgumentNullException.ThrowIfNull(voice);
        ArgumentNullException.ThrowIfNull(item);
        ArgumentNullException.ThrowIfNull(entries);
        var session = Session.Fold(entries);
        referral ??= session.Opened?.Referral;
        var rate = session.Connection?.SampleRateHz;
        var evidence = SummaryEvidenceReader.Read(entries, session, rate, item.Reasons);
        var instruments = Instruments(session);
        var contradictions = Contradictions(item, session);
        var missing = Missing(item, session, referral);
        var situation = Situation(item, session, referral);
        var background = Background(referral, session);
        var recommendation = Recommendation(item);
        var summary = new EscalationSummary
        {
            Situation = situation,
            Background = background,
            Evidence = evidence,
            Instruments = instruments,
            Contradictions = contradictions,
            Missing = missing,
            VoiceFindings = Voice(voice, entries),
            Recommendation = recommendation,
            Text = "",
        };
        return summary with { Text = Text(summary) };
    }

    private static string Situation(EscalationCase item, Session session, Referral? referral)
    {
        var who = referral?.GreetingName is { Length: > 0 } name ? $"{name} (patients/{item.PatientId})" : $"patients/{item.PatientId}";
        var why = item.Reasons.Count > 0 ? string.Join(", ", item.Reasons.Take(3)) : "no reason recorded";
        var call = item.Outcome is null ? "call still on" : $"call ended ({session.Closed?.Why ?? "closed"})";
        return $"{who}: {Notices.Name(item.Level).ToUpperInvariant()}{(item.Pending ? ", confirmation pending" : "")}. Why: {why}. "
            + $"Opened {Clock(item.CreateTime)}; {call}; {(item.AcknowledgedBy is { } by ? $"acknowledged by {by}" : $"acknowledge by {Clock(item.AcknowledgeDeadline)}")}.";
    }

    private static string Background(Referral? referral, Session session)
    {
        var parts = new List<string>();
        if (referral?.TextScore is { } score)
        {
            var trend = score.EarlierValues.Count == 0 ? "" : score.Value > score.EarlierValues[^1] ? ", rising" : score.Value < score.EarlierValues[^1] ? ", falling" : ", unchanged";
            parts.Add(string.Create(CultureInfo.InvariantCulture, $"Stage-1 text score {score.Value:0.00} ({score.Scale}){trend}."));
        }
        else
        {
            parts.Add("Stage-1 text score unknown.");
        }

        parts.Add(referral?.CallbackNumber is { Length: > 0 } number
            ? $"Reach: {number}, message {(referral.SafeToLeaveMessage == true ? "allowed" : "not allowed")}."
            : "No call-back number.");
        parts.Add(referral?.CurrentLocation is { Length: > 0 } place
            ? $"Place: {place}; help may be sent: {YesNoUnknown(referral.PermissionToSendHelp)}."
            : "Place unknown.");
        parts.Add(session.Consent switch
        {
            ConsentState.Given => "Consent given in the call.",
            ConsentState.Withdrawn => "Consent withdrawn: recording and measuring stopped.",
            ConsentState.Refused => "Consent refused: nothing recorded.",
            _ => "Consent not reached.",
        });
        return string.Join(' ', parts);
    }

    private static IReadOnlyList<SummaryInstrument> Instruments(Session session) => [.. InstrumentResults.Of(session.Answers).Select(result => new SummaryInstrument(
        result.Instrument,
        result.Total,
        result.Result,
        [.. session.Answers.Where(pair => pair.Key.StartsWith(Prefix(result.Instrument), StringComparison.Ordinal) && pair.Value.Kind != AnswerKind.Understood)
            .Select(pair => pair.Key).Order(StringComparer.Ordinal)]))];

    /// <summary>Items of an instrument: <c>phq-9</c> asks <c>phq.1</c>…, the C-SSRS screener <c>cssrs.1</c>….</summary>
    private static string Prefix(string instrument) => (instrument.StartsWith("c-ssrs", StringComparison.Ordinal) ? "cssrs" : instrument.Split('-')[0]) + ".";

    private static List<string> Contradictions(EscalationCase item, Session session)
    {
        var found = new List<string>();
        if (item.Reasons.Contains(ReasonCodes.DiscordantText))
        {
            found.Add("Text score high, self-report no: denial is common.");
        }

        if (item.Reasons.Contains(ReasonCodes.DiscordantPhrase))
        {
            found.Add("A risk phrase was heard, then denied when asked.");
        }

        found.AddRange(item.Annotations.Union(session.Annotations).Select(code => $"Noted: {code}."));
        return found;
    }

    private static List<string> Missing(EscalationCase item, Session session, Referral? referral)
    {
        var missing = new List<string>();
        if (item.Reasons.Contains(ReasonCodes.SuicideItemsUnanswered) || !session.Answers.Keys.Any(key => key.StartsWith("asq.", StringComparison.Ordinal) || key.StartsWith("cssrs.", StringComparison.Ordinal) || key.StartsWith("pss.", StringComparison.Ordinal)))
        {
            missing.Add("suicide items not all answered: unknown, not no");
        }

        missing.AddRange(session.Answers.Where(pair => pair.Value.Kind is AnswerKind.Unclear or AnswerKind.Missing).Select(pair => $"{pair.Key} {pair.Value.Code}").Order(StringComparer.Ordinal));
        void Add(bool isMissing, string what)
        {
            if (isMissing)
            {
                missing.Add(what);
            }
        }

        Add(string.IsNullOrEmpty(referral?.CurrentLocation), "current location");
        Add(referral?.PermissionToSendHelp is null, "permission to send help");
        Add(string.IsNullOrEmpty(referral?.CallbackNumber), "call-back number");
        Add(string.IsNullOrEmpty(referral?.EmergencyContact), "emergency contact");
        Add(string.IsNullOrEmpty(referral?.TreatingClinician), "treating clinician");
        missing.AddRange(session.Faults.Select(fault => $"fault: {fault}"));
        missing.AddRange(session.StandIns.Select(standIn => $"words of the embedded engine only: {standIn}"));
        return missing;
    }

    /// <summary>Numbers with the task they were measured on; what a gate withheld is said to be withheld, and why.</summary>
    private static List<string> Voice(IReadOnlyList<VoiceEvidence> answers, IReadOnlyList<JournalEntry> entries) =>
        [.. answers.Where(voice => voice.Task is "speech").Select(voice => $"{voice.Item}: " + string.Join(", ", VoiceKeys.Select(key =>
        {
            var reading = voice.Profile[key];
            return reading.HasValue
                ? string.Create(CultureInfo.InvariantCulture, $"{key} {reading.Value:0.00}")
                : $"{key} withheld ({reading.Reason})";
        })) + SyllableCounts.Words(voice, entries) + ". Supportive only: a voice never lowers a level.")];

    private static string Recommendation(EscalationCase item)
    {
        var action = item.Level switch
        {
            CareLevel.Imminent => "A clinician speaks with the patient now; do not leave them alone.",
            CareLevel.High => "A clinician speaks with the patient within the hour.",
            CareLevel.Moderate => "A clinician speaks with the patient within a day.",
            CareLevel.Unknown => "Call back; unknown is not no.",
            _ => "Review; this is not an all-clear.",
        };
        var callback = item.CallbackDueTime is { } due ? $" Call-back due {Clock(due)}." : "";
        return item.State == EscalationState.Resolved
            ? $"Resolved: {item.Resolution}."
            : $"{action} Contact by {Clock(item.ContactDeadline)}.{callback}";
    }

    /// <summary>Action and deadline are written first and kept whole; what does not fit is left out of the evidence, from its end.</summary>
    private static string Text(EscalationSummary summary)
    {
        var instruments = string.Join("; ", summary.Instruments.Select(i => string.Create(
            CultureInfo.InvariantCulture, $"{i.Instrument} {(i.Total is { } total ? $"{total:0} " : "")}{i.Result}{(i.UnknownItems.Count > 0 ? $" (unknown: {string.Join(' ', i.UnknownItems)})" : "")}")));
        var head = $"S: {summary.Situation}\nB: {summary.Background}\nA: ";
        var tail = $"{(instruments.Length > 0 ? $" Instruments: {instruments}." : "")}"
            + $"{(summary.Contradictions.Count > 0 ? $" Contradictions: {string.Join(' ', summary.Contradictions.Take(2))}" : "")}"
            + $"{(summary.Missing.Count > 0 ? $" Missing: {string.Join(", ", summary.Missing.Take(6))}." : "")}"
            + $"\nR: {summary.Recommendation}";
        var left = WordLimit - Count(head) - Count(tail);
        var evidence = new List<string>();
        foreach (var line in summary.Evidence.Select(Line))
        {
            left -= Count(line);
            if (left < 0)
            {
                break;
            }

            evidence.Add(line);
        }

        var text = head + (evidence.Count > 0 ? string.Join(" ", evidence) : "no evidence quoted.") + tail;
        var words = Count(text);
        return words <= WordLimit ? text : Cut(head, WordLimit - Count(tail) - 2) + " …" + tail;
    }

    private static string Line(EvidencePiece evidence)
    {
        var where = evidence.AudioOffsetSeconds is { } seconds ? string.Create(CultureInfo.InvariantCulture, $" at {seconds:0.0} s") : "";
        var marks = evidence.Marks.Count > 0 ? $" (marked {string.Join(", ", evidence.Marks)})" : "";
        return $"[{evidence.Source}{where}] {evidence.Code}: {evidence.Quote}{marks}.";
    }

    private static string Cut(string text, int words) =>
        string.Join(' ', text.Split(' ').Take(Math.Max(0, words)));

    private static int Count(string text) => text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Length;

    private static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    private static string YesNoUnknown(bool? value) => value switch { true => "yes", false => "no", _ => "unknown" };
}
