using Grpc.Core;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Security;
using VoiceStage.V1;

namespace VoiceStage.Server.Escalations;

/// <summary>What clinicians do: read the worklist in order, take a case, close it with what was done.</summary>
internal sealed class EscalationRpc(EscalationStore store, CaseReports reports, TimeProvider clock) : EscalationService.EscalationServiceBase
{
    private const string WorklistName = "worklist";

    public override async Task<ListWorklistResponse> ListWorklist(ListWorklistRequest request, ServerCallContext context)
    {
        var rules = new FieldRules();
        var pageSize = rules.PageSize(request.PageSize, 50, 200);
        rules.Check();
        var list = request.ShowResolved ? WorklistName + "+resolved" : WorklistName;
        var after = PageToken.Read(list, request.PageToken);
        var cases = await store.ListWorklistAsync(request.ShowResolved, context.CancellationToken);
        var start = after is null ? 0 : StartAfter(cases, after);
        var page = cases.Skip(start).Take(pageSize).ToList();
        var now = clock.GetUtcNow();
        var answer = new ListWorklistResponse { Entries = { page.Select(item => WorklistEntries.Write(item, now)) } };
        if (start + page.Count < cases.Count)
        {
            answer.NextPageToken = PageToken.Make(list, $"{start + page.Count - 1}|{page[^1].Id}");
        }

        return answer;
    }

    public override async Task<GetEscalationResponse> GetEscalation(GetEscalationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Escalation(request.Name, "name");
        var report = await reports.ReadAsync(id, context.CancellationToken) ?? throw ErrorCodes.EscalationNotFound.Refusal();
        return new() { Entry = WorklistEntries.Write(report.Case, clock.GetUtcNow()), Summary = SummaryMessage.Write(report.Summary) };
    }

    public override async Task<AcknowledgeEscalationResponse> AcknowledgeEscalation(AcknowledgeEscalationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Escalation(request.Name, "name");
        var rules = new FieldRules();
        rules.RequestId(request.RequestId);
        rules.Check();
        var change = await store.AcknowledgeAsync(
            id, Caller.Of(context).DisplayName, OrNull(request.Etag), OrNull(request.RequestId), context.CancellationToken);
        return new() { Entry = Done(change) };
    }

    public override async Task<ReassignEscalationResponse> ReassignEscalation(ReassignEscalationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Escalation(request.Name, "name");
        var rules = new FieldRules();
        Required(rules, "etag", request.Etag);
        rules.Lines("to", request.To, 0, 200);
        rules.Check();
        var by = Caller.Of(context).DisplayName;
        return new() { Entry = Done(await store.ReassignAsync(id, by, OrNull(request.To.Trim()) ?? by, request.Etag, context.CancellationToken)) };
    }

    public override async Task<RaiseEscalationResponse> RaiseEscalation(RaiseEscalationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Escalation(request.Name, "name");
        var rules = new FieldRules();
        Required(rules, "etag", request.Etag);
        Required(rules, "note", request.Note);
        rules.Lines("note", request.Note, 0, 2_000);
        rules.Check();
        return new() { Entry = Done(await store.EscalateAsync(id, Caller.Of(context).DisplayName, request.Note, request.Etag, context.CancellationToken)) };
    }

    private static void Required(FieldRules rules, string field, string value)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            rules.Wrong(field, "required");
        }
    }

    public override async Task<ResolveEscalationResponse> ResolveEscalation(ResolveEscalationRequest request, ServerCallContext context)
    {
        var id = ResourceName.Escalation(request.Name, "name");
        var rules = new FieldRules();
        rules.RequestId(request.RequestId);
        rules.Lines("note", request.Note, 0, 2_000);
        if (request.Resolution == Resolution.Unspecified || !Enum.IsDefined(request.Resolution))
        {
            rules.Wrong("resolution", "required: what was done");
        }

        if (request.Resolution == Resolution.FalseAlarm && string.IsNullOrWhiteSpace(request.Note))
        {
            rules.Wrong("note", "required for a false alarm: why it was one");
        }

        rules.Check();
        var change = await store.ResolveAsync(
            id, Caller.Of(context).DisplayName, OrNull(request.Etag), OrNull(request.RequestId), (EscalationResolution)(int)request.Resolution, request.Note,
            context.CancellationToken);
        return new() { Entry = Done(change) };
    }

    public override async Task WatchWorklist(WatchWorklistRequest request, IServerStreamWriter<WatchWorklistResponse> responseStream, ServerCallContext context)
    {
        // At once, so that a client knows it is watching although the worklist is empty.
        await context.WriteResponseHeadersAsync([]);
        await foreach (var item in store.WatchAsync(context.CancellationToken))
        {
            await responseStream.WriteAsync(new() { Entry = WorklistEntries.Write(item, clock.GetUtcNow()) }, context.CancellationToken);
        }
    }

    private WorklistEntry Done(CaseChange change) => change.Outcome switch
    {
        CaseChangeOutcome.Done => WorklistEntries.Write(change.Case!, clock.GetUtcNow()),
        CaseChangeOutcome.NotFound => throw ErrorCodes.EscalationNotFound.Refusal(),
        CaseChangeOutcome.Stale => throw ErrorCodes.EtagMismatch.Refusal(("etag", change.Case?.Etag ?? "")),
        CaseChangeOutcome.TakenByAnother => throw ErrorCodes.AlreadyAcknowledged.Refusal(),
        _ => throw ErrorCodes.AlreadyResolved.Refusal(),
    };

    /// <summary>After the case that ended the page before; when it has left the list, at the place where it stood.</summary>
    private static int StartAfter(IReadOnlyList<EscalationCase> cases, string after)
    {
        var parts = after.Split('|');
        if (parts.Length != 2 || !int.TryParse(parts[0], out var place) || place < 0)
        {
            throw ErrorCodes.InvalidPageToken.Refusal();
        }

        for (var i = 0; i < cases.Count; i++)
        {
            if (cases[i].Id == parts[1])
            {
                return i + 1;
            }
        }

        return place;
    }

    private static string? OrNull(string text) => text.Length == 0 ? null : text;
}
