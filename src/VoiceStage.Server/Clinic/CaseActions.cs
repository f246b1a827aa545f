using Microsoft.AspNetCore.Http;
using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Clinic;

/// <summary>What a clinician does about a case with the buttons of its page. What changes somebody's case is done to the version that was seen only; an open one is claimed by the first.</summary>
internal sealed class CaseActions(EscalationStore store, ClinicSession session)
{
    private static readonly Dictionary<string, string> Sentences = new(StringComparer.Ordinal)
    {
        ["done"] = "Done.",
        ["stale"] = "Nothing was changed: somebody changed this case since you opened it. Read it again, then decide.",
        ["taken"] = "Nothing was changed: somebody else has it already. You can take it over.",
        ["resolved"] = "Nothing was changed: this case is closed.",
        ["incomplete"] = "Nothing was changed: something was left out. A false alarm and the next rung need a reason, giving it to somebody needs a name, closing it needs what was done.",
        ["form"] = "Nothing was changed: the form was too old. Please do it again.",
    };

    /// <summary>The sentence behind a code in an address, or null.</summary>
    public static string? Told(string? code) => code is not null && Sentences.TryGetValue(code, out var sentence) ? sentence : null;

    /// <summary>Does it and goes back to the case.</summary>
    public async Task<IResult> DoAsync(HttpContext context, string id, string action)
    {
        if (await ClinicSession.WhoAsync(context) is not { } reader)
        {
            return ClinicHosting.SignIn();
        }

        if (!await session.IsOursAsync(context))
        {
            return Back(id, "form");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var (by, etag, note, to) = (reader.DisplayName, form["etag"].ToString(), form["note"].ToString().Trim(), form["to"].ToString().Trim());
        var isKnown = Enum.TryParse<EscalationResolution>(form["resolution"], out var resolution) && Enum.IsDefined(resolution);
        if (etag.Length == 0 || note.Length > 2_000 || to.Length > 200)
        {
            return Back(id, "incomplete");
        }

        Task<CaseChange>? change = action switch
        {
            // Not by version: a page that was taken or a rung that was told must not cost seconds. The store gives it to one only, who finds it open.
            "acknowledge" => store.AcknowledgeAsync(id, by, null, null, context.RequestAborted),
            "take-over" => store.ReassignAsync(id, by, by, etag, context.RequestAborted),
            "reassign" when to.Length > 0 => store.ReassignAsync(id, by, to, etag, context.RequestAborted),
            "raise" when note.Length > 0 => store.EscalateAsync(id, by, note, etag, context.RequestAborted),
            "false-alarm" when note.Length > 0 => store.ResolveAsync(id, by, etag, null, EscalationResolution.FalseAlarm, note, context.RequestAborted),
            "resolve" when isKnown && resolution != EscalationResolution.FalseAlarm => store.ResolveAsync(id, by, etag, null, resolution, note, context.RequestAborted),
            _ => null,
        };
        return change is null ? Back(id, "incomplete") : (await change).Outcome switch
        {
            CaseChangeOutcome.Done => Back(id, "done"),
            CaseChangeOutcome.NotFound => Results.NotFound(),
            CaseChangeOutcome.Stale => Back(id, "stale"),
            CaseChangeOutcome.TakenByAnother => Back(id, "taken"),
            _ => Back(id, "resolved"),
        };
    }

    private static IResult Back(string id, string code) => Results.Redirect($"{ClinicHosting.Path}/cases/{Uri.EscapeDataString(id)}?told={code}");
}
