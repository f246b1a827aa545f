using System.Data.Common;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.FailSafe;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Tests.Delivery;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.FailSafe;

public sealed class StoreFailSafeTests : IAsyncDisposable
{
    private readonly RecordingNotifier webhook = new("webhook");
    private readonly RecordingNotifier console = new("console");
    private readonly StoreFault fault = new();
    private TestStore? store;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public async Task Recover_StoreFailedAtTheNthCommit_TheJournalIsAsIfItNeverHad(int n)
    {
        var s = await StoreAsync();
        IReadOnlyList<SessionEvent>[] groups =
        [
            [TestStore.Opened("s1"), new StreamConnected("c1", CallChannel.Phone, 16_000, true, true, 0)],
            [new RiskPhraseHeard("mood", "acute", "pills", "free", 100), new EscalationOpened("e1", CareLevel.Imminent, true, ["phrase.acute"])],
            [new StreamLost("c1")],
            [new CallEnded("hang_up"), new SessionClosed(SessionOutcome.Stopped, "hung_up")],
        ];
        var version = 0L;
        for (var i = 0; i < groups.Length; i++)
        {
            // From the n-th on everything fails, until the store is back.
            fault.IsFailing = i + 1 >= n;
            if (!fault.IsFailing)
            {
                await s.Journal.AppendAsync("s1", version, TestStore.Start.AddSeconds(i), i * 100, groups[i], CancellationToken.None);
            }
            else
            {
                if (i + 1 == n)
                {
                    await Assert.ThrowsAsync<StoreUnavailableException>(() =>
                        s.Journal.AppendAsync("s1", version, TestStore.Start.AddSeconds(i), i * 100, groups[i], CancellationToken.None));
                }

                var result = await FailSafe.HandleAsync("s1", version, TestStore.Start.AddSeconds(i), i * 100, groups[i], CancellationToken.None);
                Assert.True(result.IsSpooled);
            }

            version += groups[i].Count;
        }

        fault.IsFailing = false;
        Assert.Equal(groups.Length - n + 1, await FailSafe.RecoverAsync(CancellationToken.None));

        var entries = await s.Journal.LoadAsync("s1", CancellationToken.None);
        Assert.Equal(groups.SelectMany(group => group).Select(e => e.GetType()), entries.Select(entry => entry.Event.GetType()));
        Assert.Equal(TestStore.Start.AddSeconds(3), entries[^1].RecordedTime);
        Assert.Equal(CareLevel.Imminent, await s.ReadAsync(db => db.Escalations.Where(row => row.Id == "e1").Select(row => row.Level).SingleAsync()));
        Assert.Empty(Directory.GetFiles(Path.Combine(s.Directory, "spool")));
        Assert.Equal(0, await FailSafe.RecoverAsync(CancellationToken.None));
    }

    [Fact]
    public async Task Handle_StoreIsDown_EveryChannelGetsIdAndTimeOnly()
    {
        await StoreAsync();

        var result = await HandleAsync(new EscalationOpened("e1", CareLevel.Imminent, false, ["asq.5.yes"]));

        Assert.Equal(["webhook", "console"], result.PagedChannels);
        var notice = Assert.Single(webhook.Received);
        Assert.Equal(
            ("store_failed", "assessments/s1", null, null, TestStore.Start, 0), (notice.Kind, notice.Assessment, notice.Level, notice.Escalation, notice.Time, notice.Reasons.Count));
    }

    [Fact]
    public async Task Handle_ReceiversAreDownToo_TheGroupIsSpooledAllTheSame()
    {
        await StoreAsync();
        webhook.Answer = _ => throw new InvalidOperationException("broken");
        console.Answer = _ => Task.FromResult(RecordingNotifier.Refused);

        var result = await HandleAsync(new StreamLost("c1"));

        Assert.True(result.IsSpooled);
        Assert.Empty(result.PagedChannels);
    }

    [Fact]
    public async Task Handle_ManyFailuresOfOneSession_PageOnceExceptForCases()
    {
        var s = await StoreAsync();
        for (var i = 0; i < 5; i++)
        {
            await HandleAsync(new StreamLost("c1"));
        }

        Assert.Single(webhook.Received);
        await HandleAsync(new EscalationOpened("e1", CareLevel.Imminent, false, []));
        Assert.Equal(2, webhook.Received.Count);
        s.Time.Advance(TimeSpan.FromMinutes(15));
        await HandleAsync(new StreamLost("c1"));
        Assert.Equal(3, webhook.Received.Count);
    }

    [Fact]
    public async Task Handle_Words_AreNotReadableInTheSpool()
    {
        var s = await StoreAsync();
        await HandleAsync(new AnswerHeard { PromptId = "p1", ItemId = "mood", End = TurnEnd.Client, TypedText = "canary words" });

        var bytes = File.ReadAllBytes(Assert.Single(Directory.GetFiles(Path.Combine(s.Directory, "spool"))));

        Assert.Equal(-1, bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes("canary")));
    }

    [Fact]
    public async Task Recover_TheCallAppendedItselfMeanwhile_TheGroupIsNotThereTwice()
    {
        var s = await StoreAsync();
        IReadOnlyList<SessionEvent> group = [TestStore.Opened("s1"), new StreamLost("c1")];
        await FailSafe.HandleAsync("s1", null, TestStore.Start, 7, group, CancellationToken.None);
        await s.Journal.AppendAsync("s1", 0, TestStore.Start, 7, group, CancellationToken.None);

        Assert.Equal(1, await FailSafe.RecoverAsync(CancellationToken.None));

        Assert.Equal(2, (await s.Journal.LoadAsync("s1", CancellationToken.None)).Count);
        Assert.Equal(2, await s.ReadAsync(db => db.Events.CountAsync()));
    }

    [Fact]
    public async Task Recover_SessionWentOnWithoutIt_ItIsKeptBesideAndItsCaseIsOpened()
    {
        var s = await StoreAsync();
        await s.Journal.AppendAsync("s1", 0, TestStore.Start, 0, [TestStore.Opened("s1")], CancellationToken.None);
        await FailSafe.HandleAsync(
            "s1", 1, TestStore.Start.AddSeconds(1), 0, [new StreamLost("c1"), new EscalationOpened("e1", CareLevel.High, false, ["x"])], CancellationToken.None);
        await s.Journal.AppendAsync("s1", 1, TestStore.Start.AddSeconds(9), 0, [new StreamLost("c2")], CancellationToken.None);

        Assert.Equal(1, await FailSafe.RecoverAsync(CancellationToken.None));

        Assert.Equal(2, await s.ReadAsync(db => db.Events.CountAsync(row => row.Session == "orphan/s1")));
        Assert.Equal("e1", await s.ReadAsync(db => db.Escalations.Select(row => row.Id).SingleAsync()));
        Assert.Equal(2, (await s.Journal.LoadAsync("s1", CancellationToken.None)).Count);
        Assert.Empty((await s.ReadAsync(db => JournalVerification.VerifyAsync(db, null, CancellationToken.None))).Damage);
    }

    [Theory]
    [InlineData("acute", CareLevel.Imminent)]
    [InlineData("ideation", CareLevel.High)]
    public async Task Recover_PhraseHeardWhileTheStoreFailed_OpensACaseAlthoughNoRuleSawIt(string family, CareLevel level)
    {
        var s = await StoreAsync();
        await s.Journal.AppendAsync("s1", 0, TestStore.Start, 0, [TestStore.Opened("s1")], CancellationToken.None);
        await FailSafe.HandleAsync("s1", null, TestStore.Start.AddSeconds(1), 0, [new RiskPhraseHeard("mood", family, "x", "free", 1)], CancellationToken.None);

        await FailSafe.RecoverAsync(CancellationToken.None);

        Assert.Equal(level, await s.ReadAsync(db => db.Escalations.Select(row => row.Level).SingleAsync()));
        Assert.Single(await s.Journal.LoadAsync("s1", CancellationToken.None));
    }

    [Fact]
    public async Task Recover_OneFileIsDamaged_TheOthersAreFoldedInAndItStays()
    {
        var s = await StoreAsync();
        await HandleAsync(TestStore.Opened("s1"));
        var damaged = Assert.Single(Directory.GetFiles(Path.Combine(s.Directory, "spool")));
        var bytes = File.ReadAllBytes(damaged);
        bytes[^1] ^= 1;
        File.WriteAllBytes(damaged, bytes);
        await FailSafe.HandleAsync("s2", 0, TestStore.Start, 0, [TestStore.Opened("s2")], CancellationToken.None);

        Assert.Equal(1, await FailSafe.RecoverAsync(CancellationToken.None));

        Assert.Equal([damaged], Directory.GetFiles(Path.Combine(s.Directory, "spool")));
        Assert.Single(await s.Journal.LoadAsync("s2", CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        if (store is not null)
        {
            await store.DisposeAsync();
        }
    }

    private StoreFailSafe FailSafe => store!.Get<StoreFailSafe>();

    private Task<FailSafeResult> HandleAsync(SessionEvent happened) =>
        FailSafe.HandleAsync("s1", 0, TestStore.Start, 0, [happened], CancellationToken.None);

    private async Task<TestStore> StoreAsync() => store = await TestStore.MakeAsync(change: services =>
    {
        services.ConfigureDbContext<VoiceStageDb>(builder => builder.AddInterceptors(fault));
        services.AddVoiceStageDelivery(new(), null, null);
        services.AddSingleton<INotifier>(webhook);
        services.AddSingleton<INotifier>(console);
    });

    /// <summary>A disk that takes no commit.</summary>
    private sealed class StoreFault : DbTransactionInterceptor
    {
        public bool IsFailing { get; set; }

        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            IsFailing ? throw new IOException("disk full") : ValueTask.FromResult(result);
    }
}
