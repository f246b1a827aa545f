using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Scripted;

namespace VoiceStage.Server.Simulation;

/// <summary>A recogniser that reads <see cref="SymbolicSound"/>, with the faults that a seed gives it. Free, with a grammar, or for keyphrases, as the real one.</summary>
/// <param name="plan">Share of faults.</param>
/// <param name="random">Draws the faults in the order of the listenings.</param>
/// <param name="time">Runs the delays.</param>
/// <param name="world">Is told of risk that a working ear has read out to the service.</param>
internal sealed class SimulatedEars(SimulationPlan plan, Random random, VirtualTime time, SimulationRecord world) : ISpeechRecognizer
{
    private readonly VirtualTime time = time;
    private readonly SimulationRecord world = world;

    public string Engine => "simulated";

    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        if (request.Keyphrases is not null && !plan.CanSpot)
        {
            throw new NotSupportedException("this engine does not spot keyphrases");
        }

        var isFaulty = time.Elapsed < plan.FaultsUntil && random.NextDouble() < plan.EarFaultShare;
        var fault = isFaulty ? (EarFault)random.Next(1, 7) : EarFault.None;
        return new Listening(this, request, fault, random.Next());
    }

    private sealed class Listening(SimulatedEars ears, RecognitionRequest request, EarFault fault, int seed) : IUtteranceRecognition
    {
        private readonly SymbolicSound.Reader reader = new();
        private bool isDisposed;

        public void Accept(ReadOnlySpan<float> samples)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (fault == EarFault.Deaf)
            {
                throw new InvalidOperationException("the engine takes no sound");
            }

            reader.Take(samples);
        }

        public PartialTranscript Partial()
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            return new(fault is EarFault.None or EarFault.Wrong ? Told(Text(Words())) : "", reader.SampleCount);
        }

        public async ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            var random = new Random(seed);
            switch (fault)
            {
                case EarFault.Throws:
                    throw new InvalidOperationException("the engine failed");
                case EarFault.Hangs:
                    await Task.Delay(Timeout.InfiniteTimeSpan, ears.time, cancellation);
                    break;
                case EarFault.Slow:
                    await Task.Delay(TimeSpan.FromSeconds(20 * random.NextDouble()), ears.time, cancellation);
                    break;
            }

            var words = fault == EarFault.Empty ? [] : Words();
            return new Transcript
            {
                Engine = request.Keyphrases is not null ? "simulated/keyphrases" : request.Grammar is not null ? "simulated/grammar" : "simulated/free",
                Text = Told(Text(words)),
                Words = words,
                Confidence = words.Count == 0 ? null : 0.95,
            };
        }

        public void Dispose() => isDisposed = true;

        private string Told(string text)
        {
            if (request is { Grammar: null, Keyphrases: null })
            {
                ears.world.EarRead(text);
            }

            return text;
        }

        private static string Text(IReadOnlyList<RecognizedWord> words) => string.Join(' ', words.Select(word => word.Text));

        private List<RecognizedWord> Words()
        {
            var random = new Random(seed);
            var heard = reader.Words()
                .Select(word => (Word: fault == EarFault.Wrong && random.NextDouble() < 0.4 ? SymbolicSound.Drawn[random.Next(SymbolicSound.Drawn.Count)] : word.Word, word.Start, word.End))
                .Select(word => new RecognizedWord(word.Word, word.Start, word.End, 0.95)).ToList();
            if (request.Grammar is { } grammar)
            {
                var known = grammar.SelectMany(phrase => phrase.Split(' ')).ToHashSet(StringComparer.Ordinal);
                return [.. heard.Select(word => known.Contains(word.Text) ? word : word with { Text = "[unk]" })];
            }

            if (request.Keyphrases is not { } phrases)
            {
                return heard;
            }

            var text = $" {Text(heard)} ";
            var found = phrases.Where(phrase => text.Contains($" {phrase} ", StringComparison.Ordinal)).OrderByDescending(phrase => phrase.Length).FirstOrDefault();
            return found is null ? [] : [.. found.Split(' ').Select((word, i) => new RecognizedWord(word, 0.3 * i, 0.3 * (i + 1), 0.95))];
        }
    }
}
