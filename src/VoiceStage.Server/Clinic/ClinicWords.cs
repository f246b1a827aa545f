using System.Globalization;
using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Clinic;

/// <summary>How the console writes clocks, codes and what was done.</summary>
internal static class ClinicWords
{
    /// <summary>Time left or gone by, to the minute: <c>in 4 min</c>, <c>2 h 05 min late</c>.</summary>
    public static string Due(DateTimeOffset deadline, DateTimeOffset now)
    {
        var left = deadline - now;
        var minutes = (long)Math.Floor(Math.Abs(left.TotalMinutes));
        var span = minutes < 60 ? $"{minutes} min" : minutes < 48 * 60 ? $"{minutes / 60} h {minutes % 60:00} min" : $"{minutes / 1440} d";
        return left > TimeSpan.Zero ? $"in {span}" : $"{span} late";
    }

    /// <summary>A moment in UTC.</summary>
    public static string Clock(DateTimeOffset time) => time.UtcDateTime.ToString("yyyy-MM-dd HH:mm'Z'", CultureInfo.InvariantCulture);

    /// <summary>Seconds of a call as minutes and seconds.</summary>
    public static string Offset(double seconds) => string.Create(CultureInfo.InvariantCulture, $"{(int)seconds / 60}:{seconds % 60:00.0}");

    /// <summary>A number with two decimals.</summary>
    public static string Number(double value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A line of the paper trail.</summary>
    public static string Of(CaseEvent line) => line switch
    {
        CaseAcknowledged done => $"{done.By} has it",
        CaseReassigned moved => moved.By == moved.To ? $"{moved.By} took it over{(moved.From is { } from ? $" from {from}" : "")}" : $"{moved.By} gave it to {moved.To}",
        CaseEscalated raised => $"{raised.By} asked for the next rung: {raised.Note}",
        CaseResolved resolved => $"{resolved.By} closed it: {Of(resolved.Resolution)}{(resolved.Note.Length > 0 ? $" ({resolved.Note})" : "")}",
        CaseViewed viewed => $"{viewed.By} looked at the {viewed.What}",
        RungNotified rung => $"{rung.Name} notified ({rung.Why.Replace('_', ' ')})",
        NoticeReceipted receipt => $"{receipt.Kind} taken over {receipt.Channel}",
        NoticeGivenUp lost => $"notice not taken over {lost.Channel} after {lost.Attempts} tries ({lost.Code})",
        _ => line.GetType().Name,
    };

    /// <summary>What was done, in words.</summary>
    public static string Of(EscalationResolution resolution) => resolution switch
    {
        EscalationResolution.ContactedSafe => "spoken with, safe for now",
        EscalationResolution.CareArranged => "spoken with, care arranged",
        EscalationResolution.EmergencyDispatched => "emergency services sent",
        EscalationResolution.NotReached => "not reached, protocol followed",
        _ => "false alarm",
    };
}
