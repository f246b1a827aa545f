using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Tests.Journal;

/// <summary>What every journal must do. A store's tests derive from it and give a journal that is empty.</summary>
public abstract class JournalConformance
{
    private static readonly DateTimeOffset Time = new(2026, 3, 2, 14, 0, 0, 123, TimeSpan.Zero);
    private static readonly CancellationToken None = CancellationToken.None;

    /// <summary>An empty journal.</summary>
    protected abstract Task<ISessionJournal> NewJournalAsync();

    /// <summary>One event of every kind, every field set.</summary>
    public static IReadOnlyList<SessionEvent> EveryKind { get; } =
    [
        new SessionOpened("a1", "brief", "1", "policy/1", "lr-fusion/1", new Referral
        {
            PatientId = "p", ReferralId = "r", ConsentReference = "c", BirthDate = new DateOnly(1980, 2, 29), TextScore = new(.7, "probability", Time, [.1, .2]),
            Posts = [new("words", Time, .5)],
        }),
        new StreamConnected("c1", CallChannel.Kiosk, 16_000, true, false, 3),
        new StreamLost("c1"),
        new PromptPlayed("p1", true, 16_000),
        new AnswerHeard
        {
            PromptId = "p1", ItemId = "mood", End = TurnEnd.Silence, StartSample = 1, EndSample = 9, SpeechSeconds = 1.25, Keys = "*9", TypedText = "x", HasGap = true,
            ResponseLatencySeconds = .1, RecognitionFault = "F", Touched = true, TranscriptPending = true,
            Transcripts = [new() { Engine = "vosk/free", Text = "señor 'x'", Words = [new("x", .1, .2, null)], Alternatives = ["y"], Confidence = .3 }],
            Profile = new()
            {
                Version = "voice/1", DurationSeconds = 2, SampleRateHz = 16_000, Speech = [new(.1, 1.9)], Pauses = [new(.5, .8)], Marks = ["m"],
                Measures = new Dictionary<string, Reading> { ["hnr_db"] = Reading.Of(20.1), ["cpps_db"] = Reading.Withheld(Unmeasured.TooShort) },
            },
        },
        new AnswerEnriched("p1", "mood", [], null, "NEVER"),
        new SecondEarHeard("p1", "mood", new() { Engine = "azure/free", Text = "x" }, "SERVICE_X"),
        new ControlUsed(ControlKind.NeedHelpNow, "key"),
        new RiskPhraseHeard("mood", "acute", "x", "pocketsphinx", 5),
        new TimePassed("handoff", 20.5),
        new CallEnded("hang_up"),
        new FaultNoticed("recogniser", "X"),
        new PromptAsked { PromptId = "p1", Purpose = PromptPurpose.Question, Text = "t", ItemId = "asq.1", Asking = 2, ExpectsAnswer = true, Choices = [new("yes", "1", "yes", "LA")], RepeatsPromptId = "p0" },
        new AnswerInterpreted("asq.1", "p1", Answer.Understood("yes", AnswerSource.Key, 1) with { Period = "longer_ago" }, true),
        new ConsentRecorded(ConsentState.Given, "v", "en-US"),
        new RiskEstimated(new() { Model = "lr-fusion/1", Probability = .1, Lower = .05, Upper = .2, ProbabilityForLevel = .1, Reasons = [new("text.score", 1.1, 1)] }),
        new EscalationOpened("e", CareLevel.High, true, ["a"]),
        new EscalationRaised("e", CareLevel.Imminent, ["a", "b"]),
        new EscalationAnnotated("e", "c"),
        new LevelDecided(CareLevel.Imminent, ["a"], true),
        new HandoffBegun("clinician", "x"),
        new CallbackBooked("hung_up", 0, 2),
        new SessionClosed(SessionOutcome.Stopped, "hung_up"),
    ];

    [Fact]
    public async Task Load_NeverWritten_IsEmpty() => Assert.Empty(await (await NewJournalAsync()).LoadAsync("nobody", None));

    [Fact]
    public async Task Append_EveryKind_ReadsBackTheSame()
    {
        var journal = await NewJournalAsync();
        var written = await journal.AppendAsync("a1", 0, Time, 16_000, EveryKind, None);
        var read = await journal.LoadAsync("a1", None);

        Assert.Equal(Enumerable.Range(1, EveryKind.Count).Select(version => (long)version), read.Select(entry => entry.Version));
        Assert.All(read.Zip(EveryKind), pair => Assert.Equal(SessionEventJson.Serialize(pair.Second), SessionEventJson.Serialize(pair.First.Event)));
        Assert.All(read, entry => Assert.Equal(("a1", Time, 16_000L), (entry.SessionId, entry.RecordedTime, entry.AudioSample)));
        Assert.Equal(read.Select(entry => entry.Version), written.Select(entry => entry.Version));
    }

    [Fact]
    public async Task Append_AnotherWasFirst_ConflictsAndWritesNothing()
    {
        var journal = await NewJournalAsync();
        await journal.AppendAsync("a1", 0, Time, 0, [EveryKind[0]], None);

        var conflict = await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync("a1", 0, Time, 0, [EveryKind[0], EveryKind[1]], None));
        Assert.Equal(("a1", 0L), (conflict.SessionId, conflict.ExpectedVersion));
        await Assert.ThrowsAsync<JournalConflictException>(() => journal.AppendAsync("a1", 5, Time, 0, [EveryKind[1]], None));
        Assert.Single(await journal.LoadAsync("a1", None));
    }

    [Fact]
    public async Task Append_TwoAtOnce_OneWins()
    {
        var journal = await NewJournalAsync();
        await journal.AppendAsync("a1", 0, Time, 0, [EveryKind[0]], None);
        var attempts = Enumerable.Range(0, 8).Select(_ => Task.Run(async () =>
        {
            try
            {
                await journal.AppendAsync("a1", 1, Time, 0, [EveryKind[1]], None);
                return true;
            }
            catch (JournalConflictException)
            {
                return false;
            }
        }));

        Assert.Single(await Task.WhenAll(attempts), won => won);
        Assert.Equal(2, (await journal.LoadAsync("a1", None)).Count);
    }

    [Fact]
    public async Task Append_OtherSession_DoesNotMeet()
    {
        var journal = await NewJournalAsync();
        await journal.AppendAsync("a1", 0, Time, 0, [EveryKind[0]], None);
        await journal.AppendAsync("a2", 0, Time, 0, [((SessionOpened)EveryKind[0]) with { AssessmentId = "a2" }], None);

        Assert.Equal("a2", Assert.Single(await journal.LoadAsync("a2", None)).SessionId);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(65)]
    public async Task Append_EmptyOrTooLargeGroup_IsRefused(int count)
    {
        var journal = await NewJournalAsync();
        await Assert.ThrowsAnyAsync<ArgumentException>(() => journal.AppendAsync("a1", 0, Time, 0, [.. Enumerable.Repeat(EveryKind[1], count)], None));
    }
}
