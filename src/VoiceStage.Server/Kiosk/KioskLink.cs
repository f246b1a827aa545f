namespace VoiceStage.Server.Kiosk;

/// <summary>The link that a person opens. The ticket stands in the fragment, which browsers send to nobody: it reaches no log, no proxy, no other site.</summary>
public static class KioskLink
{
    /// <summary>The link of one assessment.</summary>
    /// <param name="web">Where people reach the web endpoint, for example <c>https://kiosk.example.org</c>.</param>
    /// <param name="assessment">assessments/{id}.</param>
    /// <param name="ticket">As CreateReferral or IssueTicket returned it.</param>
    /// <returns><c>{web}/kiosk/#{id}.{ticket}</c>.</returns>
    public static Uri Of(Uri web, string assessment, string ticket)
    {
        ArgumentNullException.ThrowIfNull(web);
        ArgumentNullException.ThrowIfNull(assessment);
        return new(web, $"{KioskHosting.Path}/#{assessment[(assessment.LastIndexOf('/') + 1)..]}.{ticket}");
    }
}
