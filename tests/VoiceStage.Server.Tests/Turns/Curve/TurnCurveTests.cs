using VoiceStage.Server.Turns.Curve;

namespace VoiceStage.Server.Tests.Turns.Curve;

/// <summary>The policies on speech whose pauses are known to the slice; the long form, with voices and engines, is <c>voicestage evaluate turns</c>.</summary>
public sealed class TurnCurveTests
{
    [Fact]
    public async Task JudgeAsync_PauseInsideAnAnswer_CutsOffWhoeverWaitsLess()
    {
        var answer = Answer(TurnQuestion.Open, complete: false, (1.0, 1.5), (0.8, 0));

        Assert.True((await One(TurnPolicy.Agents, answer)).WasCutOff);
        Assert.False((await One(TurnPolicy.Patient, answer)).WasCutOff);
        var ours = await One(TurnPolicy.VoiceStage, answer);
        Assert.False(ours.WasCutOff);
        Assert.Equal(4, ours.WaitSeconds, 0.03);
    }

    [Fact]
    public async Task JudgeAsync_CompleteClosedAnswer_EndsEarlyButNeverForASuicideItem()
    {
        Assert.Equal(0.8, (await One(TurnPolicy.VoiceStage, Answer(TurnQuestion.Closed, complete: true, (0.8, 0)))).WaitSeconds, 0.03);
        Assert.Equal(2.5, (await One(TurnPolicy.VoiceStage, Answer(TurnQuestion.Closed, complete: false, (0.8, 0)))).WaitSeconds, 0.03);
        Assert.Equal(2.5, (await One(TurnPolicy.VoiceStage, Answer(TurnQuestion.Suicide, complete: true, (0.8, 0)))).WaitSeconds, 0.03);
    }

    [Fact]
    public async Task JudgeAsync_PauseHeardInThisAnswer_DelaysItsOwnEarlyEnd()
    {
        // After pauses of up to 1.2 s the patient takes a complete answer back: the early end has learned to wait.
        var answers = Enumerable.Range(0, 4).Select(_ => Answer(TurnQuestion.Closed, complete: false, (0.5, 1.2), (0.5, 0)))
            .Append(Answer(TurnQuestion.Closed, complete: true, (0.5, 1.2), (0.5, 0))).ToList();

        var outcomes = await TurnCurve.JudgeAsync(TurnPolicy.VoiceStage, answers);

        Assert.False(outcomes[^1].WasCutOff);
    }

    [Fact]
    public async Task JudgeAsync_ManySlowPatients_OursCutsOffAFifthOfWhatAgentsDoAndNoMoreThanAFixedWait()
    {
        var random = new Random(7);
        var (agents, patient, ours) = (new List<TurnOutcome>(), new List<TurnOutcome>(), new List<TurnOutcome>());
        for (var i = 0; i < 60; i++)
        {
            var answers = Enumerable.Range(0, 9).Select(k => Slow((TurnQuestion)(k % 3), random)).ToList();
            agents.AddRange(await TurnCurve.JudgeAsync(TurnPolicy.Agents, answers));
            patient.AddRange(await TurnCurve.JudgeAsync(TurnPolicy.Patient, answers));
            ours.AddRange(await TurnCurve.JudgeAsync(TurnPolicy.VoiceStage, answers));
        }

        var share = TurnFigures.Of(ours).FalseCutoffShare;
        Assert.True(TurnFigures.Of(agents).FalseCutoffShare > 0.3);
        Assert.True(share <= TurnFigures.Of(agents).FalseCutoffShare / 5, $"{share}");
        Assert.True(share <= TurnFigures.Of(patient).FalseCutoffShare, $"{share}");
    }

    [Fact]
    public async Task JudgeAsync_SpeechThatTheDetectorMisses_IsNotCountedAsWaiting()
    {
        var outcome = await One(TurnPolicy.VoiceStage, new SpokenAnswer(TurnQuestion.Closed, new bool[600], 1.5));

        Assert.True(outcome.WasMissed);
        Assert.False(outcome.WasCutOff);
        Assert.Equal(1, TurnFigures.Of([outcome]).MissedCount);
    }

    private static SpokenAnswer Slow(TurnQuestion question, Random random)
    {
        var count = 1 + random.Next(3);
        var parts = new (double, double)[count];
        for (var i = 0; i < count; i++)
        {
            parts[i] = (0.4 + random.NextDouble(), i == count - 1 ? 0 : 0.6 + (2.4 * random.NextDouble() * random.NextDouble()));
        }

        // Only the last part completes a closed answer, as with "um … several … days".
        return Answer(question, complete: true, parts);
    }

    private static async Task<TurnOutcome> One(TurnPolicy policy, SpokenAnswer answer) => (await TurnCurve.JudgeAsync(policy, [answer]))[0];

    private static SpokenAnswer Answer(TurnQuestion question, bool complete, params (double SpeechSeconds, double PauseSeconds)[] parts)
    {
        var slices = new List<bool>(Slices(0.5, false));
        foreach (var (speech, pause) in parts)
        {
            slices.AddRange(Slices(speech, true));
            slices.AddRange(Slices(pause, false));
        }

        var spoken = slices.Count;
        slices.AddRange(Slices(8, false));
        return new(question, slices, spoken * TurnCurve.SliceSeconds)
        {
            IsCompleteAfter = complete ? heard => ValueTask.FromResult(heard >= spoken) : null,
        };
    }

    private static IEnumerable<bool> Slices(double seconds, bool isSpeech) => Enumerable.Repeat(isSpeech, (int)Math.Round(seconds / TurnCurve.SliceSeconds));
}
