using VoiceStage.Risk.Estimates;

namespace VoiceStage.Server.Escalations;

/// <summary>Deadlines of a case by its level.</summary>
internal static class EscalationClock
{
    /// <summary>Until when a person has to have spoken with the patient.</summary>
    /// <remarks>Unknown with stage 1 high: the deadline of high, which is sooner.</remarks>
    public static long ContactDeadlineMs(EscalationOptions options, CareLevel level, bool stageOneHigh, long fromMs)
    {
        var span = options.For(level).Contact;
        if (stageOneHigh && level == CareLevel.Unknown && options.High.Contact < span)
        {
            span = options.High.Contact;
        }

        return fromMs + (long)span.TotalMilliseconds;
    }

    /// <summary>When the first notice goes out: at once, or with the next digest.</summary>
    public static long NotifyMs(EscalationOptions options, CareLevel level, long nowMs)
    {
        if (options.For(level).Notify <= TimeSpan.Zero)
        {
            return nowMs;
        }

        if (level != CareLevel.Low)
        {
            return nowMs + (long)options.For(level).Notify.TotalMilliseconds;
        }

        var now = DateTimeOffset.FromUnixTimeMilliseconds(nowMs);
        var today = new DateTimeOffset(now.Year, now.Month, now.Day, options.DigestHourUtc, 0, 0, TimeSpan.Zero);
        return (today > now ? today : today.AddDays(1)).ToUnixTimeMilliseconds();
    }
}
