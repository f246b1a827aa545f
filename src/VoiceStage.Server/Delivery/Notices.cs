using System.Text.Json;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Delivery;

/// <summary>Writes notices into the outbox of a transaction.</summary>
internal sealed class Notices(EscalationOptions options)
{
    /// <summary>A notice about a case, one row for each channel of its level.</summary>
    public void Add(VoiceStageDb db, NoticeKind kind, EscalationRow escalation, string key, long nowMs, long dueMs)
    {
        foreach (var channel in options.ChannelsFor(escalation.Level))
        {
            var id = $"{key}.{Name(kind)}.{channel}";
            db.Outbox.Add(Row(id, kind, channel, escalation.AssessmentId, escalation, nowMs, dueMs, new()
            {
                Id = id,
                Kind = Name(kind),
                Escalation = $"escalations/{escalation.Id}",
                Assessment = $"assessments/{escalation.AssessmentId}",
                Level = Name(escalation.Level),
                Pending = escalation.Pending,
                Reasons = Codes.Read(escalation.ReasonsJson),
                Rung = options.Rung(escalation.Rung),
                Time = DateTimeOffset.FromUnixTimeMilliseconds(nowMs),
                AcknowledgeDeadline = escalation.State == EscalationState.Open ? DateTimeOffset.FromUnixTimeMilliseconds(escalation.AcknowledgeDeadlineMs) : null,
                ContactDeadline = DateTimeOffset.FromUnixTimeMilliseconds(escalation.ContactDeadlineMs),
            }));
        }
    }

    /// <summary>A notice about an assessment, over the first channel.</summary>
    public void Add(VoiceStageDb db, Notice notice, NoticeKind kind, string assessmentId, CareLevel urgency, long nowMs)
    {
        var channel = options.Channels[0];
        var id = $"{notice.Id}.{Name(kind)}.{channel}";
        db.Outbox.Add(new()
        {
            Id = id,
            Kind = kind,
            Channel = channel,
            AssessmentId = assessmentId,
            Urgency = (int)urgency,
            PayloadJson = JsonSerializer.Serialize(notice with { Id = id }),
            CreatedMs = nowMs,
            DueMs = nowMs,
        });
    }

    public static string Name(NoticeKind kind) => JsonNamingPolicy.SnakeCaseLower.ConvertName(kind.ToString());

    public static string Name(CareLevel level) => JsonNamingPolicy.SnakeCaseLower.ConvertName(level.ToString());

    private static OutboxRow Row(
        string id, NoticeKind kind, string channel, string assessmentId, EscalationRow escalation, long nowMs, long dueMs, Notice notice) => new()
        {
            Id = id,
            Kind = kind,
            Channel = channel,
            EscalationId = escalation.Id,
            AssessmentId = assessmentId,
            Rung = escalation.Rung,
            Urgency = (int)escalation.Level,
            PayloadJson = JsonSerializer.Serialize(notice),
            CreatedMs = nowMs,
            DueMs = dueMs,
        };
}
