using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Answers;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Vad;

namespace VoiceStage.Server.Turns.Curve;

/// <summary>Hears one patient's answers as a live call does: one detector for all of them, and for each the ears that may end it early.</summary>
/// <remarks>What the detector decides does not depend on a policy, so every policy judges the same decisions.</remarks>
public sealed class AnswerListener : IDisposable
{
    private const int Rate = SileroVad.SampleRateHz;

    /// <summary>Sound before the first believed speech that the ears hear too, as in a call.</summary>
    private const double PreRollSeconds = 0.5;

    private readonly ISpeechActivity activity;
    private readonly ISpeechRecognizer? recognizer;
    private readonly bool isNarrowBand;
    private readonly PatientLevel level = new();

    /// <summary>Begins with one patient.</summary>
    /// <param name="vad">The neural detector, or null for energy alone.</param>
    /// <param name="recognizer">Hears whether a closed answer is complete; null never ends one early.</param>
    /// <param name="isNarrowBand">Whether the line ends at 4 kHz.</param>
    public AnswerListener(SileroVad? vad, ISpeechRecognizer? recognizer, bool isNarrowBand = false)
    {
        this.isNarrowBand = isNarrowBand;
        activity = vad is null ? new GatedActivity() : new SileroActivity(vad);
        this.recognizer = recognizer is null ? null : new GrammarOnly(recognizer);
    }

    /// <summary>Hears one answer.</summary>
    /// <param name="question">What was asked.</param>
    /// <param name="samples">16 kHz, from the end of the prompt on.</param>
    /// <param name="speechEndSeconds">Where the patient stops.</param>
    /// <param name="grammar">What a closed question accepts; null for an open one.</param>
    public SpokenAnswer Hear(TurnQuestion question, float[] samples, double speechEndSeconds, IReadOnlyList<string>? grammar)
    {
        ArgumentNullException.ThrowIfNull(samples);
        var slice = (int)(TurnCurve.SliceSeconds * Rate);
        var decisions = new bool[samples.Length / slice];
        for (var k = 0; k < decisions.Length; k++)
        {
            decisions[k] = activity.Accept(samples.AsSpan(k * slice, slice));
        }

        var mayEndEarly = question == TurnQuestion.Closed && recognizer is not null && grammar is not null;
        var gain = level.Gain;
        var (first, last) = (Array.IndexOf(decisions, true), Array.LastIndexOf(decisions, true));
        if (first >= 0)
        {
            level.Learn(samples.AsSpan(first * slice, (last + 1 - first) * slice));
        }

        return new(question, decisions, speechEndSeconds)
        {
            IsCompleteAfter = mayEndEarly ? slices => IsCompleteAsync(samples, decisions, slices, grammar!, gain) : null,
            HasWordsAfter = recognizer is not null && grammar is not null ? slices => HasWords(samples, decisions, slices, grammar, gain) : null,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => activity.Dispose();

    private async ValueTask<bool> IsCompleteAsync(float[] samples, bool[] decisions, int slices, IReadOnlyList<string> grammar, float gain)
    {
        var heard = Heard(samples, decisions, slices);
        using var ears = Listen(heard, grammar, gain);
        return await ears.IsCompleteAsync(heard, CancellationToken.None);
    }

    private bool HasWords(float[] samples, bool[] decisions, int slices, IReadOnlyList<string> grammar, float gain)
    {
        using var ears = Listen(Heard(samples, decisions, slices), grammar, gain);
        return ears.HasWords();
    }

    private Ears Listen(ReadOnlyMemory<float> heard, IReadOnlyList<string> grammar, float gain)
    {
        var item = new Item { Id = "closed", Kind = ItemKind.Frequency, Text = "" };
        var ears = new Ears(recognizer!, Rate, new Listening(item, grammar, UseFreeEarToo: false, MayEndEarly: true), "en-US", gain, isNarrowBand);
        ears.Accept(heard.Span);
        return ears;
    }

    private static ReadOnlyMemory<float> Heard(float[] samples, bool[] decisions, int slices)
    {
        var slice = (int)(TurnCurve.SliceSeconds * Rate);
        var from = Math.Max(0, (Array.IndexOf(decisions, true) * slice) - (int)(PreRollSeconds * Rate));
        return samples.AsMemory(from, (slices * slice) - from);
    }

    /// <summary>Leaves the free ear out, which has no part in ending a turn and costs as much again.</summary>
    private sealed class GrammarOnly(ISpeechRecognizer inner) : ISpeechRecognizer
    {
        public string Engine => inner.Engine;

        public IUtteranceRecognition Start(RecognitionRequest request) =>
            request.Grammar is null ? throw new NotSupportedException("Only grammars are heard here.") : inner.Start(request);
    }
}
