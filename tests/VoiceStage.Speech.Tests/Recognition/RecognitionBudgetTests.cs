using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;

namespace VoiceStage.Speech.Tests.Recognition;

/// <summary>The order of pieces, driven by hand: no thread of the budget runs here.</summary>
public class RecognitionBudgetTests
{
    private const int RateHz = 16_000;
    private const int Piece = 3_200;
    private readonly List<string> log = [];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private RecognitionBudget Manual(double maxLagSeconds = 120) =>
        new(new RecognitionBudgetOptions { Parallelism = 1, MaxLagSeconds = maxLagSeconds }, startWorkers: false);

    private IUtteranceRecognition Start(RecognitionBudget budget, string name, RecognitionPriority priority) =>
        budget.Guard(new LoggedRecognizer(log)).Start(new RecognitionRequest { SampleRateHz = RateHz, ItemId = name, Priority = priority });

    private static int RunAll(RecognitionBudget budget)
    {
        var count = 0;
        while (budget.RunOne())
        {
            count++;
        }

        return count;
    }

    [Fact]
    public void RunOne_ThreePriorities_MostUrgentFirst()
    {
        using var budget = Manual();
        using var open = Start(budget, "open", RecognitionPriority.Open);
        using var closed = Start(budget, "closed", RecognitionPriority.Closed);
        using var risk = Start(budget, "risk", RecognitionPriority.Risk);
        open.Accept(new float[Piece]);
        closed.Accept(new float[Piece]);
        risk.Accept(new float[Piece]);
        Assert.Equal(1, budget.WaitingCount(RecognitionPriority.Open));
        RunAll(budget);
        Assert.Equal(["risk 3200", "closed 3200", "open 3200"], log);
        Assert.Equal(0, budget.WaitingCount(RecognitionPriority.Open));
    }

    [Fact]
    public void RunOne_OpenAnswerFarBehind_ClosedOneWaitsForOnePieceOnly()
    {
        using var budget = Manual();
        using var open = Start(budget, "open", RecognitionPriority.Open);
        open.Accept(new float[100 * Piece]);
        Assert.True(budget.RunOne());
        using var closed = Start(budget, "closed", RecognitionPriority.Closed);
        closed.Accept(new float[Piece]);
        Assert.True(budget.RunOne());
        Assert.Equal(["open 3200", "closed 3200"], log);
        Assert.Equal(99, RunAll(budget));
    }

    [Fact]
    public void RunOne_SamePriority_TakesTurnsInOrderOfArrival()
    {
        using var budget = Manual();
        using var a = Start(budget, "a", RecognitionPriority.Open);
        using var b = Start(budget, "b", RecognitionPriority.Open);
        a.Accept(new float[2 * Piece]);
        b.Accept(new float[2 * Piece]);
        RunAll(budget);
        Assert.Equal(["a 3200", "b 3200", "a 3200", "b 3200"], log);
    }

    [Fact]
    public async Task Finish_WaitsForAllSoundAndComesOnce()
    {
        using var budget = Manual();
        using var a = Start(budget, "a", RecognitionPriority.Closed);
        a.Accept(new float[Piece + 100]);
        var heard = a.FinishAsync(Cancellation).AsTask();
        Assert.True(budget.RunOne());
        Assert.True(budget.RunOne());
        Assert.False(heard.IsCompleted);
        Assert.True(budget.RunOne());
        Assert.Equal("a", (await heard).Text);
        Assert.False(budget.RunOne());
        Assert.Equal(["a 3200", "a 100", "a finish"], log);
    }

    [Fact]
    public void Partial_BeforeAndAfterATurn_IsWhatTheEngineHasRead()
    {
        using var budget = Manual();
        using var a = Start(budget, "a", RecognitionPriority.Closed);
        a.Accept(new float[2 * Piece]);
        Assert.Equal(0, a.Partial().AudioSampleCount);
        budget.RunOne();
        Assert.Equal(Piece, a.Partial().AudioSampleCount);
    }

    [Fact]
    public async Task Accept_EngineFails_TheCallerIsToldNeverAnEmptyText()
    {
        using var budget = Manual();
        using var bad = Start(budget, "bad", RecognitionPriority.Closed);
        bad.Accept(new float[Piece]);
        RunAll(budget);
        Assert.Throws<SpeechEngineException>(() => bad.Accept(new float[1]));
        await Assert.ThrowsAsync<SpeechEngineException>(async () => await bad.FinishAsync(Cancellation));

        using var late = Start(budget, "bad", RecognitionPriority.Closed);
        late.Accept(new float[Piece]);
        var heard = late.FinishAsync(Cancellation).AsTask();
        RunAll(budget);
        await Assert.ThrowsAsync<InvalidTimeZoneException>(() => heard);
    }

    [Fact]
    public void Accept_TooFarBehind_IsRefusedByCode()
    {
        using var budget = Manual(maxLagSeconds: 1);
        using var a = Start(budget, "a", RecognitionPriority.Open);
        a.Accept(new float[RateHz]);
        var refused = Assert.Throws<SpeechEngineException>(() => a.Accept(new float[1]));
        Assert.Equal("ENGINE_OVERLOADED", refused.Code);
        budget.RunOne();
        a.Accept(new float[Piece]);
    }

    [Fact]
    public void Dispose_UtteranceInLine_FreesTheEngineOnceAndRunsNothing()
    {
        using var budget = Manual();
        var a = Start(budget, "a", RecognitionPriority.Closed);
        a.Accept(new float[Piece]);
        a.Dispose();
        a.Dispose();
        RunAll(budget);
        Assert.Equal(["a freed"], log);
    }

    [Fact]
    public async Task Dispose_Budget_ThoseInLineAreTold()
    {
        var budget = Manual();
        using var a = Start(budget, "a", RecognitionPriority.Closed);
        a.Accept(new float[Piece]);
        var heard = a.FinishAsync(Cancellation).AsTask();
        budget.Dispose();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => heard);
        Assert.Throws<ObjectDisposedException>(() => Start(budget, "b", RecognitionPriority.Closed).Accept(new float[1]));
    }

    [Fact]
    public async Task Threads_HundredsOfUtterances_AllFinishWithTheirOwnWords()
    {
        using var budget = new RecognitionBudget(new RecognitionBudgetOptions { Parallelism = 2 });
        var script = Enumerable.Range(0, 300).ToDictionary(i => $"{i}", i => (IReadOnlyList<ScriptedLine>)[new($"word{i}")]);
        var guarded = budget.Guard(new ScriptedRecognizer(script, TimeProvider.System));
        var all = await Task.WhenAll(Enumerable.Range(0, 300).Select(async i =>
        {
            using var utterance = guarded.Start(new RecognitionRequest { SampleRateHz = RateHz, ItemId = $"{i}", Priority = (RecognitionPriority)(i % 3) });
            for (var k = 0; k < 5; k++)
            {
                utterance.Accept(new float[Piece]);
            }

            return (await utterance.FinishAsync(Cancellation)).Text;
        }));
        Assert.Equal(Enumerable.Range(0, 300).Select(i => $"word{i}"), all);
    }

    private sealed class LoggedRecognizer(List<string> log) : ISpeechRecognizer
    {
        public string Engine => "logged";

        public IUtteranceRecognition Start(RecognitionRequest request) => new LoggedUtterance(request.ItemId!, log);
    }

    private sealed class LoggedUtterance(string name, List<string> log) : IUtteranceRecognition
    {
        private long count;

        public void Accept(ReadOnlySpan<float> samples)
        {
            if (name == "bad")
            {
                throw new InvalidTimeZoneException("a fault that no engine has by itself");
            }

            count += samples.Length;
            log.Add($"{name} {samples.Length}");
        }

        public PartialTranscript Partial() => new(name, count);

        public ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
        {
            log.Add($"{name} finish");
            return ValueTask.FromResult(new Transcript { Engine = "logged", Text = name });
        }

        public void Dispose() => log.Add($"{name} freed");
    }
}

/// <summary>The embedded recogniser behind a budget is a recogniser like any other.</summary>
public sealed class BudgetedScriptedTests : RecognizerConformance, IDisposable
{
    private readonly RecognitionBudget budget = new(new RecognitionBudgetOptions { Parallelism = 2 });

    protected override ISpeechRecognizer Recognizer => field ??= budget.Guard(new ScriptedRecognizer(
        new Dictionary<string, IReadOnlyList<ScriptedLine>> { ["phq.1"] = [new("nearly every day")] }, TimeProvider.System));

    protected override string ExpectedText => "nearly every day";

    protected override RecognitionRequest Request(int sampleRateHz) => new() { SampleRateHz = sampleRateHz, ItemId = "phq.1" };

    protected override Task<Recording> SpeechAsync() => Task.FromResult(TestVoices.Noise(2, 0.1));

    public void Dispose() => budget.Dispose();
}
