using System.Text.Json;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;
using VoiceStage.V1;

namespace VoiceStage.Server.Referrals;

/// <summary>What upstream services do: refer, hand out tickets, read outcomes, withdraw. A patient belongs to the service that referred them first.</summary>
internal sealed class ReferralRpc(
    ReferralStore referrals, EscalationStore escalations, ISessionJournal journal, SiteProtocols protocols, TicketSettings tickets, TimeProvider clock,
    IServiceProvider parts) : ReferralService.ReferralServiceBase
{
    private const string ReferralList = "referrals";

    public override async Task<CreateReferralResponse> CreateReferral(CreateReferralRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var patient = ResourceName.Patient(request.Parent, "parent");
        if (await referrals.FindOwnerOfPatientAsync(patient, context.CancellationToken) is { } owner && owner != caller.Id)
        {
            throw ErrorCodes.PermissionDenied.Refusal();
        }

        var rules = new FieldRules();
        rules.RequestId(request.RequestId);
        rules.Check();
        var now = clock.GetUtcNow();
        var details = ReferralForm.Read(patient, request.Referral, now);
        var protocol = protocols.Find(request.Referral.Protocol.Length == 0 ? "default" : request.Referral.Protocol).Id;
        var ticket = PatientTicket.Make();
        var created = await referrals.CreateAsync(
            caller.Id, details, protocol, request.RequestId, PatientTicket.Hash(ticket), now + tickets.FirstUse, context.CancellationToken);
        if (created.WasSeenBefore && !IsSame(created.Referral, details, protocol))
        {
            throw ErrorCodes.RequestIdReused.Refusal();
        }

        return new() { Referral = ReferralForm.Write(created.Referral), Ticket = created.WasSeenBefore ? "" : ticket };
    }

    public override async Task<GetReferralResponse> GetReferral(GetReferralRequest request, ServerCallContext context)
    {
        var (patient, referral) = ResourceName.Referral(request.Name, "name");
        return new() { Referral = ReferralForm.Write(await OwnReferralAsync(patient, referral, context)) };
    }

    public override async Task<ListReferralsResponse> ListReferrals(ListReferralsRequest request, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var patient = ResourceName.Patient(request.Parent, "parent");
        await CheckPatientAsync(patient, caller, context.CancellationToken);
        var rules = new FieldRules();
        var pageSize = rules.PageSize(request.PageSize, 50, 100);
        rules.Check();
        var after = PageToken.Read(ReferralList, request.PageToken);
        if (after is not null
            && (await referrals.FindAsync(after, context.CancellationToken) is not { } last || last.Owner != caller.Id || last.Referral.PatientId != patient))
        {
            throw ErrorCodes.InvalidPageToken.Refusal();
        }

        var page = await referrals.ListAsync(caller.Id, patient, pageSize, after, context.CancellationToken);
        var answer = new ListReferralsResponse { Referrals = { page.Select(ReferralForm.Write) } };
        // A full page may be the last one; the next is then empty, which costs one call and no wrong answer.
        if (page.Count == pageSize)
        {
            answer.NextPageToken = PageToken.Make(ReferralList, page[^1].Referral.ReferralId);
        }

        return answer;
    }

    public override async Task<IssueTicketResponse> IssueTicket(IssueTicketRequest request, ServerCallContext context)
    {
        var stored = await OwnAssessmentAsync(request.Assessment, context);
        if (stored.WithdrawTime is not null)
        {
            throw ErrorCodes.ConsentWithdrawn.Refusal();
        }

        if ((await referrals.FindAssessmentAsync(stored.AssessmentId, context.CancellationToken))?.Outcome is not null)
        {
            throw ErrorCodes.AssessmentClosed.Refusal();
        }

        var ticket = PatientTicket.Make();
        var expiry = clock.GetUtcNow() + tickets.FirstUse;
        await referrals.IssueTicketAsync(stored.AssessmentId, PatientTicket.Hash(ticket), expiry, context.CancellationToken);
        return new() { Ticket = ticket, ExpireTime = Timestamp.FromDateTimeOffset(expiry) };
    }

    public override async Task<GetAssessmentOutcomeResponse> GetAssessmentOutcome(GetAssessmentOutcomeRequest request, ServerCallContext context)
    {
        var stored = await OwnAssessmentAsync(request.Assessment, context);
        var entries = await journal.LoadAsync(stored.AssessmentId, context.CancellationToken);
        var outcome = OutcomeReader.Read(stored.AssessmentId, entries);
        var cases = await escalations.ListByAssessmentAsync(stored.AssessmentId, context.CancellationToken);
        if (cases.Select(item => item.EscalatedAtSeconds).Min() is { } escalatedAt)
        {
            outcome.EscalatedAtS = escalatedAt;
        }

        if (await CallEndAsync(stored.AssessmentId, context.CancellationToken) is { } callEnd)
        {
            outcome.CallEndedAtS = callEnd;
        }

        return outcome;
    }

    public override async Task<WithdrawConsentResponse> WithdrawConsent(WithdrawConsentRequest request, ServerCallContext context)
    {
        var (patient, referral) = ResourceName.Referral(request.Name, "name");
        var stored = await OwnReferralAsync(patient, referral, context);
        var isFirst = stored.WithdrawTime is null;
        stored = await referrals.WithdrawAsync(referral, context.CancellationToken) ?? throw ErrorCodes.ReferralNotFound.Refusal();
        // Before the call there is no session to tell; nobody will be let in.
        if (isFirst && await referrals.FindAssessmentAsync(stored.AssessmentId, context.CancellationToken) is { JournalVersion: > 0 })
        {
            // Asked for only here: it needs the parts of a call, which take long to load.
            await parts.GetRequiredService<RecordObservation>()(stored.AssessmentId, new ControlUsed(ControlKind.StopRecording, "upstream"));
        }

        return new() { Referral = ReferralForm.Write(stored) };
    }

    private async Task<double?> CallEndAsync(string assessmentId, CancellationToken cancellation) =>
        await referrals.FindAssessmentAsync(assessmentId, cancellation) is { SampleRateHz: > 0 and { } rate } row && (row.CallEndedSample ?? row.ClosedSample) is { } sample
            ? (double)sample / rate
            : null;

    private async Task CheckPatientAsync(string patient, Caller caller, CancellationToken cancellation)
    {
        if (await referrals.FindOwnerOfPatientAsync(patient, cancellation) != caller.Id)
        {
            throw ErrorCodes.PermissionDenied.Refusal();
        }
    }

    private async Task<StoredReferral> OwnReferralAsync(string patient, string referral, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        await CheckPatientAsync(patient, caller, context.CancellationToken);
        return await referrals.FindAsync(referral, context.CancellationToken) is { } stored && stored.Owner == caller.Id && stored.Referral.PatientId == patient
            ? stored
            : throw ErrorCodes.ReferralNotFound.Refusal();
    }

    /// <summary>An assessment's id says nothing of whose it is, so an unknown one and somebody else's look the same.</summary>
    private async Task<StoredReferral> OwnAssessmentAsync(string name, ServerCallContext context)
    {
        var caller = Caller.Of(context);
        var id = ResourceName.Assessment(name, "assessment");
        return await referrals.FindByAssessmentAsync(id, context.CancellationToken) is { } stored && stored.Owner == caller.Id
            ? stored
            : throw ErrorCodes.PermissionDenied.Refusal();
    }

    private static bool IsSame(StoredReferral stored, VoiceStage.Assessment.Sessions.Referral details, string protocol) =>
        stored.Protocol == protocol
        && JsonSerializer.Serialize(stored.Referral with { ReferralId = "" }) == JsonSerializer.Serialize(details with { ReferralId = "" });
}
