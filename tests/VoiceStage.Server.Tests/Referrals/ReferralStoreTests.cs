using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Referrals;

public sealed class ReferralStoreTests
{
    private static readonly Referral Ada = TestStore.Opened("x", 0.8).Referral with { PermissionToSendHelp = true, BirthDate = new(1990, 2, 3), CurrentLocation = "home" };

    [Fact]
    public async Task Create_Referral_ComesBackWhole()
    {
        await using var store = await TestStore.MakeAsync();

        var created = await CreateAsync(store, Ada, null);
        var found = await store.Referrals.FindAsync(created.Referral.Referral.ReferralId, CancellationToken.None);

        Assert.False(created.WasSeenBefore);
        Assert.Equal(("upstream-1", "brief"), (found!.Owner, found.Protocol));
        Assert.Equal(("home", true, new DateOnly(1990, 2, 3), 0.8), (found.Referral.CurrentLocation, found.Referral.PermissionToSendHelp, found.Referral.BirthDate, found.Referral.TextScore!.Value));
        Assert.Null(found.Referral.SafeToLeaveMessage);
        Assert.Equal("a post", Assert.Single(found.Referral.Posts).Text);
        Assert.Equal(created.Referral.AssessmentId, (await store.Referrals.FindAssessmentAsync(found.AssessmentId, CancellationToken.None))!.Id);
    }

    [Fact]
    public async Task Create_SameRequestTenTimesAtOnce_IsMadeOnce()
    {
        await using var store = await TestStore.MakeAsync();

        var created = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => CreateAsync(store, Ada, "request-1")));

        Assert.Single(created, answer => !answer.WasSeenBefore);
        Assert.Single(created.Select(answer => answer.Referral.AssessmentId).Distinct());
    }

    [Fact]
    public async Task Create_SameRequestIdOfAnotherUpstream_IsAnotherReferral()
    {
        await using var store = await TestStore.MakeAsync();
        var first = await CreateAsync(store, Ada, "request-1");

        var second = await store.Referrals.CreateAsync("upstream-2", Ada with { PatientId = "patient-2" }, "brief", "request-1", PatientTicket.Hash("t2"), TestStore.Start.AddHours(1), CancellationToken.None);

        Assert.False(second.WasSeenBefore);
        Assert.NotEqual(first.Referral.AssessmentId, second.Referral.AssessmentId);
    }

    [Fact]
    public async Task Create_PatientOfAnotherUpstream_IsDenied()
    {
        await using var store = await TestStore.MakeAsync();
        await CreateAsync(store, Ada, null);

        var refusal = await Assert.ThrowsAsync<VoiceStage.Server.Errors.CallRefusedException>(() => store.Referrals.CreateAsync(
            "upstream-2", Ada, "brief", null, PatientTicket.Hash("t2"), TestStore.Start.AddHours(1), CancellationToken.None));

        Assert.Equal(VoiceStage.Server.Errors.ErrorCodes.PermissionDenied, refusal.Code);
    }

    [Fact]
    public async Task Redeem_FirstUse_ResumesTheCallForItsSpanAndNoLonger()
    {
        await using var store = await TestStore.MakeAsync();
        var created = await CreateAsync(store, Ada, null, "ticket-1");
        store.Time.Advance(TimeSpan.FromMinutes(59));

        Assert.Equal(created.Referral.AssessmentId, (await RedeemAsync(store, "ticket-1"))!.Id);
        store.Time.Advance(TimeSpan.FromHours(2.9));
        Assert.NotNull(await RedeemAsync(store, "ticket-1"));
        store.Time.Advance(TimeSpan.FromHours(0.1));
        Assert.Null(await RedeemAsync(store, "ticket-1"));
    }

    [Fact]
    public async Task Redeem_NotUsedInTimeOrReplacedOrUnknown_IsRefused()
    {
        await using var store = await TestStore.MakeAsync();
        var created = await CreateAsync(store, Ada, null, "ticket-1");
        Assert.Null(await RedeemAsync(store, "ticket-2"));
        Assert.True(await store.Referrals.IssueTicketAsync(created.Referral.AssessmentId, PatientTicket.Hash("ticket-2"), TestStore.Start.AddHours(1), CancellationToken.None));

        Assert.Null(await RedeemAsync(store, "ticket-1"));
        store.Time.Advance(TimeSpan.FromHours(1));
        Assert.Null(await RedeemAsync(store, "ticket-2"));
    }

    [Fact]
    public async Task List_SeveralPages_GiveEachReferralOfTheOwnerOnceNewestFirst()
    {
        await using var store = await TestStore.MakeAsync();
        var made = new List<string>();
        for (var i = 0; i < 7; i++)
        {
            made.Add((await CreateAsync(store, Ada, null, $"t{i}")).Referral.Referral.ReferralId);
            store.Time.Advance(TimeSpan.FromMilliseconds(i % 2));
        }

        await store.Referrals.CreateAsync("upstream-2", Ada with { PatientId = "patient-2" }, "brief", null, PatientTicket.Hash("tx"), TestStore.Start, CancellationToken.None);
        var seen = new List<StoredReferral>();
        for (string? after = null; ; after = seen[^1].Referral.ReferralId)
        {
            var page = await store.Referrals.ListAsync("upstream-1", "patient-1", 3, after, CancellationToken.None);
            seen.AddRange(page);
            if (page.Count < 3)
            {
                break;
            }
        }

        Assert.Equal(made.Order(), seen.Select(referral => referral.Referral.ReferralId).Order());
        Assert.Equal(seen.OrderByDescending(referral => referral.CreateTime).Select(referral => referral.CreateTime), seen.Select(referral => referral.CreateTime));
    }

    [Fact]
    public async Task ListUnfinished_CallsWithoutAnEnd_AreFound()
    {
        await using var store = await TestStore.MakeAsync();
        await store.Journal.AppendAsync("s1", 0, TestStore.Start, 0, [TestStore.Opened("s1")], CancellationToken.None);
        await store.Journal.AppendAsync("s2", 0, TestStore.Start, 0, [TestStore.Opened("s2"), new SessionClosed(SessionOutcome.Completed, "x")], CancellationToken.None);
        await CreateAsync(store, Ada, null);

        Assert.Equal(["s1"], await store.Referrals.ListUnfinishedAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Withdraw_Twice_KeepsTheFirstTime()
    {
        await using var store = await TestStore.MakeAsync();
        var id = (await CreateAsync(store, Ada, null)).Referral.Referral.ReferralId;
        var first = await store.Referrals.WithdrawAsync(id, CancellationToken.None);
        store.Time.Advance(TimeSpan.FromMinutes(1));

        var again = await store.Referrals.WithdrawAsync(id, CancellationToken.None);

        Assert.Equal(TestStore.Start, again!.WithdrawTime);
        Assert.Equal(("2", "2"), (first!.Etag, again.Etag));
        Assert.Null(await store.Referrals.WithdrawAsync("nobody", CancellationToken.None));
    }

    private static Task<CreatedReferral> CreateAsync(TestStore store, Referral referral, string? requestId, string? ticket = null) => store.Referrals.CreateAsync(
        "upstream-1", referral, "brief", requestId, PatientTicket.Hash(ticket ?? PatientTicket.Make()), TestStore.Start.AddHours(1), CancellationToken.None);

    private static Task<AssessmentRow?> RedeemAsync(TestStore store, string ticket) =>
        store.Referrals.RedeemTicketAsync(PatientTicket.Hash(ticket), TimeSpan.FromHours(3), CancellationToken.None);
}
