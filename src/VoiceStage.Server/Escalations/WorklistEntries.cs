using Google.Protobuf.WellKnownTypes;
using VoiceStage.Server.Referrals;
using VoiceStage.V1;
using State = VoiceStage.V1.EscalationState;

namespace VoiceStage.Server.Escalations;

/// <summary>Cases as clinicians' clients read them.</summary>
internal static class WorklistEntries
{
    public static WorklistEntry Write(EscalationCase item, DateTimeOffset now)
    {
        var entry = new WorklistEntry
        {
            Escalation = $"escalations/{item.Id}",
            Assessment = $"assessments/{item.AssessmentId}",
            Patient = $"patients/{item.PatientId}",
            Level = OutcomeReader.ToLevel(item.Level),
            Outcome = OutcomeReader.ToOutcome(item.Outcome),
            Reasons = { item.Reasons },
            Headline = Headline(item),
            AcknowledgedBy = item.AcknowledgedBy ?? "",
            AcknowledgeDeadline = Timestamp.FromDateTimeOffset(item.AcknowledgeDeadline),
            ContactDeadline = Timestamp.FromDateTimeOffset(item.ContactDeadline),
            CreateTime = Timestamp.FromDateTimeOffset(item.CreateTime),
            State = (State)(int)item.State,
            Etag = item.Etag,
            Rung = item.Rung,
            PositionReason = Worklist.PositionReason(item, now),
        };
        if (item.EscalatedAtSeconds is { } escalatedAt)
        {
            entry.EscalatedAtS = escalatedAt;
        }

        if (item.CallEndedAtSeconds is { } callEndedAt)
        {
            entry.CallEndedAtS = callEndedAt;
        }

        return entry;
    }

    /// <summary>Level, where the call stands, and the weightiest reason: what decides whether to open the case now.</summary>
    private static string Headline(EscalationCase item)
    {
        var call = item.Outcome switch
        {
            Assessment.Sessions.SessionOutcome.Completed => "call completed",
            Assessment.Sessions.SessionOutcome.Stopped => "call stopped early",
            _ => "call goes on",
        };
        var reason = item.Reasons.Count > 0 ? item.Reasons[0] : "no reason recorded";
        return $"{item.Level}: {reason}{(item.Pending ? ", to be confirmed" : "")}; {call}";
    }
}
