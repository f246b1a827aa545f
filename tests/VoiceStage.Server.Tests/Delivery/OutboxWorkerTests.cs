using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Tests.Journal;

namespace VoiceStage.Server.Tests.Delivery;

public sealed class OutboxWorkerTests
{
    [Fact]
    public async Task Deliver_Imminent_TwoChannelsGetItAndTheReceiptsStandWithTheCallsOffset()
    {
        await using var bench = await DeliveryBench.MakeAsync(position: id => id == "s1" ? 40_000 : null);
        await bench.OpenAsync("s1", CareLevel.Imminent, 32_000);

        await bench.SettleAsync();

        var notice = Assert.Single(bench.Webhook.Received);
        Assert.Single(bench.Console.Received);
        Assert.Equal(("page", "escalations/e-s1", "assessments/s1", "imminent", "on_duty"), (notice.Kind, notice.Escalation, notice.Assessment, notice.Level, notice.Rung));
        Assert.Equal(TestStore.Start.AddMinutes(5), notice.AcknowledgeDeadline);
        var item = await bench.Cases.FindAsync("e-s1", CancellationToken.None);
        Assert.Equal(2.5, item!.EscalatedAtSeconds);
        Assert.Equal(2, await bench.Store.ReadAsync(db => db.Receipts.CountAsync()));
        Assert.Equal(2, await bench.Store.ReadAsync(db => db.Events.CountAsync(row => row.Session == "escalation/e-s1" && row.Type == "notice_receipted")));
    }

    [Fact]
    public async Task Deliver_AfterACrashBeforeTheCallIsResumed_TheReceiptStandsWhereTheJournalStands()
    {
        await using var bench = await DeliveryBench.MakeAsync(position: _ => null);
        await bench.OpenAsync("s1", CareLevel.Imminent, 32_000);

        await bench.SettleAsync();

        Assert.Equal(2.0, (await bench.Cases.FindAsync("e-s1", CancellationToken.None))!.EscalatedAtSeconds);
    }

    [Fact]
    public async Task Deliver_ReceiptDuringTheCall_TheSessionsNextAppendDoesNotConflict()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.OpenAsync("s1", CareLevel.Imminent);
        await bench.SettleAsync();

        var entries = await bench.Store.Journal.AppendAsync("s1", 3, TestStore.Start, 1, [new StreamLost("c1")], CancellationToken.None);

        Assert.Equal(4, entries[0].Version);
    }

    [Fact]
    public async Task Deliver_ReceiverIsDown_RetriesWithGrowingWaitsUntilItTakesIt()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        bench.Webhook.Answer = _ => Task.FromResult(RecordingNotifier.Refused);
        await bench.OpenAsync("s1", CareLevel.High);
        var waits = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            await bench.SettleAsync();
            var dueMs = await bench.Store.ReadAsync(db => db.Outbox.Select(row => row.DueMs).SingleAsync());
            var wait = DateTimeOffset.FromUnixTimeMilliseconds(dueMs) - bench.Store.Time.GetUtcNow();
            waits.Add(wait.TotalSeconds);
            bench.Store.Time.Advance(wait - TimeSpan.FromMilliseconds(1));
            Assert.Equal(0, await bench.Worker.DeliverDueAsync(CancellationToken.None));
            bench.Store.Time.Advance(TimeSpan.FromMilliseconds(1));
        }

        bench.Webhook.Answer = _ => Task.FromResult(new NoticeAnswer(true, 204, null));
        await bench.SettleAsync();

        Assert.All(waits.Zip([1d, 2, 4, 8, 10, 10]), pair => Assert.InRange(pair.First, (pair.Second * 0.75) - 0.01, (pair.Second * 1.25) + 0.01));
        Assert.Equal(7, bench.Webhook.Received.Count);
        Assert.Single(bench.Webhook.Received.Select(notice => notice.Id).Distinct());
        Assert.NotNull(await bench.Store.ReadAsync(db => db.Outbox.Select(row => row.DoneMs).SingleAsync()));
    }

    [Fact]
    public async Task Deliver_GivenUp_TheLadderClimbsAtOnceInsteadOfWaiting()
    {
        await using var bench = await DeliveryBench.MakeAsync(delivery: new() { MaxAttempts = 2 });
        bench.Webhook.Answer = notice => Task.FromResult(notice.Rung == "on_duty" ? RecordingNotifier.Refused : new(true, 200, null));
        await bench.OpenAsync("s1", CareLevel.High);
        await bench.SettleAsync();
        bench.Store.Time.Advance(TimeSpan.FromSeconds(2));

        await bench.SettleAsync();

        Assert.Equal(["on_duty", "on_duty", "backup"], bench.Webhook.Received.Select(notice => notice.Rung));
        Assert.Equal(1, await bench.Store.ReadAsync(db => db.Events.CountAsync(row => row.Type == "notice_given_up")));
    }

    [Fact]
    public async Task Deliver_TwoWorkersAtOnce_EachNoticeIsSentOnce()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await using var second = await DeliveryBench.MakeAsync(bench.Store.Directory);
        for (var i = 0; i < 12; i++)
        {
            await bench.OpenAsync($"s{i}", CareLevel.High);
        }

        await Task.WhenAll(bench.Worker.DeliverDueAsync(CancellationToken.None), second.Worker.DeliverDueAsync(CancellationToken.None));

        var ids = bench.Webhook.Received.Concat(second.Webhook.Received).Select(notice => notice.Id).ToList();
        Assert.Equal(12, ids.Count);
        Assert.Equal(12, ids.Distinct().Count());
    }

    [Fact]
    public async Task Deliver_WorkerDiesBeforeTheReceipt_AnotherTakesItWhenTheLeaseRunsOut()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        bench.Webhook.Answer = _ => throw new OperationCanceledException("killed");
        await bench.OpenAsync("s1", CareLevel.High);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => bench.Worker.DeliverDueAsync(CancellationToken.None));
        await using var second = await DeliveryBench.MakeAsync(bench.Store.Directory, time: bench.Store.Time);

        Assert.Equal(0, await second.Worker.DeliverDueAsync(CancellationToken.None));
        bench.Store.Time.Advance(TimeSpan.FromSeconds(30));
        await second.Worker.DeliverDueAsync(CancellationToken.None);

        Assert.Equal(bench.Webhook.Received.Single().Id, Assert.Single(second.Webhook.Received).Id);
    }

    [Fact]
    public async Task Deliver_ManyDue_TheMostUrgentIsClaimedFirst()
    {
        await using var bench = await DeliveryBench.MakeAsync(delivery: new() { MaxAtOnce = 1, ReservedForUrgent = 0 });
        await bench.OpenAsync("s1", CareLevel.Moderate);
        await bench.OpenAsync("s2", CareLevel.High);

        await bench.Worker.DeliverDueAsync(CancellationToken.None);

        Assert.Equal("assessments/s2", Assert.Single(bench.Webhook.Received).Assessment);
    }

    [Fact]
    public async Task Deliver_LowLevel_WaitsForTheDigestHour()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        await bench.Store.Journal.AppendAsync(
            "s1", 0, TestStore.Start, 0, [TestStore.Opened("s1"), new LevelDecided(CareLevel.Low, [], false), new SessionClosed(SessionOutcome.Completed, "protocol_finished")], CancellationToken.None);
        await bench.SettleAsync();
        Assert.Equal(["assessment_closed"], bench.Webhook.Received.Select(notice => notice.Kind));

        bench.Store.Time.Advance(TimeSpan.FromHours(18));
        await bench.SettleAsync();

        Assert.Equal(["assessment_closed", "digest"], bench.Webhook.Received.Select(notice => notice.Kind));
    }

    [Fact]
    public async Task Execute_CommitOfAnImminentCase_ThePageLeavesWithoutWaitingForAPoll()
    {
        // The clock never moves: only the signal can wake the worker.
        await using var bench = await DeliveryBench.MakeAsync();
        var paged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        bench.Webhook.Answer = _ =>
        {
            paged.TrySetResult();
            return Task.FromResult(new NoticeAnswer(true, 200, null));
        };
        await bench.Worker.StartAsync(CancellationToken.None);
        await bench.OpenAsync("s1", CareLevel.Imminent);
        var since = Stopwatch.GetTimestamp();

        await paged.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        TestContext.Current.SendDiagnosticMessage($"commit to page: {Stopwatch.GetElapsedTime(since).TotalMilliseconds:F1} ms");
        await bench.Worker.StopAsync(CancellationToken.None);
    }

    [Fact]
    public async Task Execute_AReceiverThatHangs_HoldsUpNoOtherNotice()
    {
        await using var bench = await DeliveryBench.MakeAsync();
        var paged = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var never = new TaskCompletionSource<NoticeAnswer>();
        bench.Webhook.Answer = notice =>
        {
            if (notice.Assessment == "assessments/s1")
            {
                return never.Task;
            }

            paged.TrySetResult();
            return Task.FromResult(new NoticeAnswer(true, 200, null));
        };
        await bench.Worker.StartAsync(CancellationToken.None);
        await bench.OpenAsync("s1", CareLevel.High);
        await bench.OpenAsync("s2", CareLevel.High);

        await paged.Task.WaitAsync(TimeSpan.FromSeconds(10), TestContext.Current.CancellationToken);

        never.SetResult(RecordingNotifier.Refused);
        await bench.Worker.StopAsync(CancellationToken.None);
    }
}
