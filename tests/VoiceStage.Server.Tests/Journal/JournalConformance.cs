using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Tests.Journal;

/// <summary>What every journal keeps.</summary>
public abstract class JournalConformance
{
    protected static readonly DateTimeOffset Noon = TestStore.Start;

    protected abstract Task<ISessionJournal> MakeAsync();

    [Fact]
    public async Task Load_UnknownSession_IsEmpty()
    {
        var journal = await MakeAsync();

        Assert.Empty(await journal.LoadAsync("nobody", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_Group_ComesBackAsItWas()
    {
        var journal = await MakeAsync();
        var heard = new AnswerHeard
        {
            PromptId = "p1",
            ItemId = "mood",
            End = TurnEnd.Silence,
            StartSample = 16_000,
            EndSample = 48_000,
            SpeechSeconds = 1.5,
            Transcripts = [new Transcript { Engine = "scripted", Text = "it is äöü", Words = [new("it", 0.1, 0.2, 0.9), new("is", 0.2, 0.3, null)] }],
            Profile = new()
            {
                Version = "voice/1",
                DurationSeconds = 2,
                SampleRateHz = 16_000,
                Measures = new Dictionary<string, Reading> { ["f0_mean_hz"] = Reading.Of(118.25), ["jitter_local"] = Reading.Withheld(Unmeasured.Noisy) },
            },
        };

        var appended = await journal.AppendAsync("s1", 0, Noon, 48_000, [TestStore.Opened("s1"), heard], TestContext.Current.CancellationToken);
        var loaded = await journal.LoadAsync("s1", TestContext.Current.CancellationToken);

        Assert.Equal([1L, 2L], loaded.Select(entry => entry.Version));
        Assert.Equal(appended.Select(entry => entry.RecordedTime), loaded.Select(entry => entry.RecordedTime));
        Assert.All(loaded, entry => Assert.Equal(48_000, entry.AudioSample));
        var again = Assert.IsType<AnswerHeard>(loaded[1].Event);
        Assert.Equal("it is äöü", again.Transcripts[0].Text);
        Assert.Null(again.Transcripts[0].Words[1].Confidence);
        Assert.Equal(118.25, again.Profile!["f0_mean_hz"].Value);
        Assert.Equal(Unmeasured.Noisy, again.Profile["jitter_local"].Reason);
        Assert.Equal("a post", Assert.IsType<SessionOpened>(loaded[0].Event).Referral.Posts[0].Text);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(3)]
    public async Task Append_WrongVersion_IsAConflictAndStoresNothing(long expectedVersion)
    {
        var journal = await MakeAsync();
        await journal.AppendAsync("s1", 0, Noon, 0, [TestStore.Opened("s1"), new StreamLost("c1")], TestContext.Current.CancellationToken);

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(() =>
            journal.AppendAsync("s1", expectedVersion, Noon, 0, [new StreamLost("c2")], TestContext.Current.CancellationToken));

        Assert.Equal(expectedVersion, conflict.ExpectedVersion);
        Assert.Equal(2, (await journal.LoadAsync("s1", TestContext.Current.CancellationToken)).Count);
    }

    [Fact]
    public async Task Append_TwentyWritersAtOnce_ExactlyOneWins()
    {
        var journal = await MakeAsync();

        var wins = await Task.WhenAll(Enumerable.Range(0, 20).Select(async i =>
        {
            try
            {
                await journal.AppendAsync("s1", 0, Noon, 0, [new StreamLost($"c{i}")], TestContext.Current.CancellationToken);
                return 1;
            }
            catch (JournalConflictException)
            {
                return 0;
            }
        }));

        Assert.Equal(1, wins.Sum());
        Assert.Single(await journal.LoadAsync("s1", TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task Append_ManySessionsAtOnce_NoneIsLostOrMixed()
    {
        var journal = await MakeAsync();
        await Task.WhenAll(Enumerable.Range(0, 25).Select(async s =>
        {
            for (var version = 0; version < 8; version++)
            {
                await journal.AppendAsync($"s{s}", version, Noon, version, [new StreamLost($"s{s}.{version}")], TestContext.Current.CancellationToken);
            }
        }));

        for (var s = 0; s < 25; s++)
        {
            var entries = await journal.LoadAsync($"s{s}", TestContext.Current.CancellationToken);
            Assert.Equal(Enumerable.Range(0, 8).Select(version => $"s{s}.{version}"), entries.Select(entry => ((StreamLost)entry.Event).ConnectionId));
        }
    }
}
