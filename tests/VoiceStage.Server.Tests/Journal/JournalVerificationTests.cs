using Microsoft.EntityFrameworkCore;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Tests.Journal;

public sealed class JournalVerificationTests
{
    [Fact]
    public async Task Verify_UntouchedJournal_Holds()
    {
        await using var store = await FilledAsync();

        var verdict = await VerifyAsync(store);

        Assert.Empty(verdict.Damage);
        Assert.Equal((2, 6L), (verdict.StreamCount, verdict.EventCount));
    }

    [Theory]
    [InlineData("UPDATE events SET json = replace(json, 'c2', 'cX') WHERE session = 's1' AND version = 2", 2)]
    [InlineData("UPDATE events SET recorded_ms = recorded_ms + 1 WHERE session = 's1' AND version = 3", 3)]
    [InlineData("UPDATE events SET audio_sample = 9 WHERE session = 's1' AND version = 1", 1)]
    [InlineData("DELETE FROM events WHERE session = 's1' AND version = 2", 3)]
    [InlineData("DELETE FROM events WHERE session = 's1' AND version = 3", 3)]
    [InlineData("DELETE FROM events WHERE session = 's1'", 1)]
    public async Task Verify_OneRowChangedOrGone_NamesThePlace(string sql, long version)
    {
        await using var store = await FilledAsync();
        await store.ReadAsync(db => db.Database.ExecuteSqlRawAsync(sql));

        var damage = Assert.Single((await VerifyAsync(store)).Damage);

        Assert.Equal(("s1", version), (damage.Stream, damage.Version));
    }

    [Fact]
    public async Task Verify_WholeChainRewritten_TheNotedDigestNoLongerFits()
    {
        await using var store = await FilledAsync();
        var noted = (await VerifyAsync(store)).Digest;
        await store.ReadAsync(async db =>
        {
            var last = await db.Events.AsNoTracking().SingleAsync(row => row.Session == "s2" && row.Version == 3);
            var json = last.Json.Replace("c3", "cX", StringComparison.Ordinal);
            var hash = EventHash.Of(last.PreviousHash, last.Session, last.Version, last.Type, last.SchemaVersion, last.RecordedMs, last.AudioSample, json);
            return await db.Events.Where(row => row.Session == "s2" && row.Version == 3)
                .ExecuteUpdateAsync(set => set.SetProperty(row => row.Json, json).SetProperty(row => row.Hash, hash));
        });

        var verdict = await VerifyAsync(store);

        Assert.Empty(verdict.Damage);
        Assert.NotEqual(noted, verdict.Digest);
    }

    private static Task<JournalVerdict> VerifyAsync(TestStore store) =>
        store.ReadAsync(db => JournalVerification.VerifyAsync(db, null, TestContext.Current.CancellationToken));

    private static async Task<TestStore> FilledAsync()
    {
        var store = await TestStore.MakeAsync();
        foreach (var session in new[] { "s1", "s2" })
        {
            await store.Journal.AppendAsync(
                session, 0, TestStore.Start, 0, [new StreamLost("c1"), new StreamLost("c2"), new StreamLost("c3")], TestContext.Current.CancellationToken);
        }

        return store;
    }
}
