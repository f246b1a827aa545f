using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Tests.Journal;

public sealed class EfJournalTests : JournalConformance, IAsyncDisposable
{
    private readonly CommitFault fault = new();
    private TestStore? store;

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }
    }

    protected override async Task<ISessionJournal> MakeAsync() => (await StoreAsync()).Journal;

    private async Task<TestStore> StoreAsync() => store = await TestStore.MakeAsync(
        change: services => services.ConfigureDbContext<VoiceStageDb>(builder => builder.AddInterceptors(fault)));

    [Fact]
    public async Task Append_AnswerOfTheCommitIsLost_TheReloadFindsItAndTheCallerHearsSuccess()
    {
        var journal = await MakeAsync();
        fault.AfterCommit = true;

        var entries = await journal.AppendAsync("s1", 0, Noon, 0, [TestStore.Opened("s1")], TestContext.Current.CancellationToken);

        Assert.Single(entries);
        Assert.Single(await journal.LoadAsync("s1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_CommitFails_ThrowsAndStoresNothing()
    {
        var journal = await MakeAsync();
        fault.BeforeCommit = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            journal.AppendAsync("s1", 0, Noon, 0, [TestStore.Opened("s1")], TestContext.Current.CancellationToken));

        fault.BeforeCommit = false;
        Assert.Empty(await journal.LoadAsync("s1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_EscalationOpened_CaseAndNoticesAreThereWithTheEvent()
    {
        var s = await StoreAsync();
        await s.Journal.AppendAsync(
            "s1", 0, Noon, 100, [TestStore.Opened("s1"), new EscalationOpened("e1", CareLevel.Imminent, true, ["asq.5.yes"])], TestContext.Current.CancellationToken);

        var row = await s.ReadAsync(db => db.Escalations.SingleAsync());
        var notices = await s.ReadAsync(db => db.Outbox.OrderBy(o => o.Id).ToListAsync());

        Assert.Equal(("e1", "s1", "patient-1", CareLevel.Imminent, true), (row.Id, row.AssessmentId, row.PatientId, row.Level, row.Pending));
        Assert.Equal(Noon.AddMinutes(5).ToUnixTimeMilliseconds(), row.AcknowledgeDeadlineMs);
        Assert.Equal(Noon.AddMinutes(15).ToUnixTimeMilliseconds(), row.ContactDeadlineMs);
        Assert.Equal(["s1.2.page.console", "s1.2.page.webhook"], notices.Select(o => o.Id));
    }

    [Fact]
    public async Task Append_CommitFails_NeitherCaseNorNoticeIsThere()
    {
        var s = await StoreAsync();
        fault.BeforeCommit = true;

        await Assert.ThrowsAsync<StoreUnavailableException>(() => s.Journal.AppendAsync(
            "s1", 0, Noon, 0, [TestStore.Opened("s1"), new EscalationOpened("e1", CareLevel.High, false, ["x"])], TestContext.Current.CancellationToken));

        Assert.Equal((0, 0, 0), await s.ReadAsync(async db => (await db.Events.CountAsync(), await db.Escalations.CountAsync(), await db.Outbox.CountAsync())));
    }

    [Fact]
    public async Task Load_AnotherProcessOnTheSameStore_SeesEverythingAndContinues()
    {
        var s = await StoreAsync();
        await s.Journal.AppendAsync("s1", 0, Noon, 0, [TestStore.Opened("s1")], TestContext.Current.CancellationToken);

        await using var other = await TestStore.MakeAsync(s.Directory);
        await other.Journal.AppendAsync("s1", 1, Noon, 0, [new StreamLost("c1")], TestContext.Current.CancellationToken);

        Assert.Equal(2, (await s.Journal.LoadAsync("s1", TestContext.Current.CancellationToken)).Count);
        await Assert.ThrowsAsync<JournalConflictException>(() =>
            s.Journal.AppendAsync("s1", 1, Noon, 0, [new StreamLost("c2")], TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_MoreThanTheLimit_IsRefused()
    {
        var journal = await MakeAsync();
        var events = Enumerable.Range(0, EfJournal.EventLimit + 1).Select(SessionEvent (i) => new StreamLost($"{i}")).ToList();

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => journal.AppendAsync("s1", 0, Noon, 0, events, TestContext.Current.CancellationToken));
    }

    /// <summary>Fails a commit before or after it took place.</summary>
    private sealed class CommitFault : DbTransactionInterceptor
    {
        public bool BeforeCommit { get; set; }

        public bool AfterCommit { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            BeforeCommit ? throw new IOException("disk full") : ValueTask.FromResult(result);

        public override Task TransactionCommittedAsync(
            DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default) =>
            AfterCommit ? throw new IOException("connection lost") : Task.CompletedTask;
    }
}
