using VoiceStage.Server.Errors;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Security;

public sealed class CallAdmissionTests : IAsyncLifetime
{
    private readonly TicketSettings settings = new();
    private TestStore store = null!;
    private CallAdmission admission = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        store = await TestStore.MakeAsync();
        admission = new(store.Referrals, settings);
    }

    public ValueTask DisposeAsync() => store.DisposeAsync();

    private async Task<StoredReferral> ReferAsync(string patient, string ticket) =>
        (await store.Referrals.CreateAsync(
            "upstream", new() { PatientId = patient, ReferralId = "", ConsentReference = "c" }, "brief", null, PatientTicket.Hash(ticket),
            store.Time.GetUtcNow() + settings.FirstUse, Cancellation)).Referral;

    private static Caller Patient(string assessment, string ticket) =>
        new() { Id = "ticket", DisplayName = "", Roles = [Roles.Patient], AssessmentId = assessment, TicketHash = PatientTicket.Hash(ticket) };

    private async Task<(string Assessment, Caller Patient)> IssuedAsync(string patient = "p1")
    {
        var ticket = PatientTicket.Make();
        var assessment = (await ReferAsync(patient, ticket)).AssessmentId;
        return (assessment, Patient(assessment, ticket));
    }

    private async Task<ErrorCode> RefusedAsync(Caller caller, string assessment) =>
        (await Assert.ThrowsAsync<CallRefusedException>(() => admission.AdmitAsync(caller, assessment, Cancellation))).Code;

    [Fact]
    public async Task Admit_FirstUse_BindsForTheCall()
    {
        var (assessment, patient) = await IssuedAsync();

        var end = await admission.AdmitAsync(patient, assessment, Cancellation);

        Assert.Equal(store.Time.GetUtcNow() + settings.Call, end);
    }

    [Fact]
    public async Task Admit_FirstUseLate_StillGivesTheWholeCallItsTime()
    {
        var (assessment, patient) = await IssuedAsync();
        store.Time.Advance(settings.FirstUse - TimeSpan.FromSeconds(1));

        Assert.Equal(store.Time.GetUtcNow() + settings.Call, await admission.AdmitAsync(patient, assessment, Cancellation));
    }

    [Fact]
    public async Task Admit_ResumeWithinTheCall_KeepsTheFirstEnd()
    {
        var (assessment, patient) = await IssuedAsync();
        var end = await admission.AdmitAsync(patient, assessment, Cancellation);
        store.Time.Advance(settings.Call - TimeSpan.FromSeconds(1));

        Assert.Equal(end, await admission.AdmitAsync(patient, assessment, Cancellation));
    }

    [Fact]
    public async Task Admit_AfterTheCallsTime_IsExpired()
    {
        var (assessment, patient) = await IssuedAsync();
        await admission.AdmitAsync(patient, assessment, Cancellation);
        store.Time.Advance(settings.Call);

        Assert.Equal(ErrorCodes.CredentialExpired, await RefusedAsync(patient, assessment));
    }

    [Fact]
    public async Task Admit_NeverUsedInTime_IsExpired()
    {
        var (assessment, patient) = await IssuedAsync();
        store.Time.Advance(settings.FirstUse);

        Assert.Equal(ErrorCodes.CredentialExpired, await RefusedAsync(patient, assessment));
    }

    [Fact]
    public async Task Admit_AnotherAssessment_IsDeniedWhetherItExistsOrNot()
    {
        var (other, _) = await IssuedAsync("p2");
        var (_, patient) = await IssuedAsync("p1");

        Assert.Equal(ErrorCodes.PermissionDenied, await RefusedAsync(patient, other));
        Assert.Equal(ErrorCodes.PermissionDenied, await RefusedAsync(patient, "unknown"));
    }

    [Fact]
    public async Task Admit_NewerTicketIssued_TheEarlierOneStopsWorking()
    {
        var (assessment, earlier) = await IssuedAsync();
        var ticket = PatientTicket.Make();
        await store.Referrals.IssueTicketAsync(assessment, PatientTicket.Hash(ticket), store.Time.GetUtcNow() + settings.FirstUse, Cancellation);

        Assert.Equal(ErrorCodes.CredentialExpired, await RefusedAsync(earlier, assessment));
        await admission.AdmitAsync(Patient(assessment, ticket), assessment, Cancellation);
    }

    [Fact]
    public async Task Admit_WithdrawnBeforeTheCall_IsRefused()
    {
        var ticket = PatientTicket.Make();
        var referral = await ReferAsync("p1", ticket);
        await store.Referrals.WithdrawAsync(referral.Referral.ReferralId, Cancellation);

        Assert.Equal(ErrorCodes.ConsentWithdrawn, await RefusedAsync(Patient(referral.AssessmentId, ticket), referral.AssessmentId));
    }

    [Fact]
    public async Task Admit_TokenWithoutTicket_IsDenied()
    {
        var (assessment, _) = await IssuedAsync();
        var clinician = new Caller { Id = "i|c", DisplayName = "c", Roles = [Roles.Clinician] };

        Assert.Equal(ErrorCodes.PermissionDenied, await RefusedAsync(clinician, assessment));
    }

    [Fact]
    public void PatientTicket_Made_Is256BitsAndItsHashDoesNotHoldIt()
    {
        var one = PatientTicket.Make();

        Assert.True(PatientTicket.IsWellFormed(one));
        Assert.Equal(256 / 4, one.Length);
        Assert.NotEqual(one, PatientTicket.Make());
        Assert.NotEqual(one, PatientTicket.Hash(one));
        Assert.False(PatientTicket.IsWellFormed(new string('g', 64)));
        Assert.False(PatientTicket.IsWellFormed(one[1..]));
    }
}
