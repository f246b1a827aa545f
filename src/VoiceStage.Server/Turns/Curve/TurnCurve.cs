using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Turns.Curve;

/// <summary>Judges policies by the curve that matters: how often the patient is cut off, against how long everybody waits.</summary>
/// <remarks>Runs the very classes that a live call uses (<see cref="SpeechStates"/>, <see cref="Turn"/>, <see cref="PatientPauses"/>), over the answers of one
/// patient in the order they were given, so that what is learned in one answer counts in the next.</remarks>
public static class TurnCurve
{
    /// <summary>Length of the slices in which activity is given: a call's usual 20 ms.</summary>
    public const double SliceSeconds = 0.02;

    private const int Rate = 16_000;
    private const int SliceSamples = (int)(SliceSeconds * Rate);
    private const double NoSpeechSeconds = 5;
    private const double MaxAnswerSeconds = 120;
    private const double ClosedFloorSeconds = 2.5;
    private const double OpenFloorSeconds = 4;

    /// <summary>Passes one patient's answers through a policy.</summary>
    /// <param name="policy">How turns end.</param>
    /// <param name="answers">One patient's answers in order; nothing but the policy's own state goes from one to the next.</param>
    /// <returns>One outcome an answer, in the same order.</returns>
    public static async ValueTask<IReadOnlyList<TurnOutcome>> JudgeAsync(TurnPolicy policy, IReadOnlyList<SpokenAnswer> answers)
    {
        ArgumentNullException.ThrowIfNull(policy);
        ArgumentNullException.ThrowIfNull(answers);
        var pauses = new PatientPauses();
        var outcomes = new List<TurnOutcome>(answers.Count);
        foreach (var answer in answers)
        {
            outcomes.Add(await PassAsync(policy, answer, pauses));
        }

        return outcomes;
    }

    private static async ValueTask<TurnOutcome> PassAsync(TurnPolicy policy, SpokenAnswer answer, PatientPauses pauses)
    {
        var listening = ListeningTo(answer.Question);
        var timing = policy.FixedWaitSeconds is { } wait
            ? new TurnTiming(wait, NoSpeechSeconds, MaxAnswerSeconds, null)
            : TurnTiming.For(listening, pauses, hasMicrophone: true);
        var speech = new SpeechStates(Rate);
        var prompt = new PromptAsked { PromptId = "p", Purpose = PromptPurpose.Question, Text = "", ItemId = listening.Item.Id, ExpectsAnswer = true };
        var turn = new Turn(prompt, listening, timing, pauses, Rate, openedAt: 0);
        for (var k = 0; k < answer.IsSpeech.Count; k++)
        {
            var change = speech.Pass(answer.IsSpeech[k], SliceSamples, (long)(k + 1) * SliceSamples);
            var verdict = turn.Pass(speech, change, SliceSamples);
            if (verdict.AsksWhetherComplete && answer.IsCompleteAfter is { } complete && await complete(k + 1))
            {
                verdict = TurnVerdict.Over(TurnEnd.Complete);
            }

            var waitsOn = verdict.End == TurnEnd.Silence && policy.FixedWaitSeconds is null && answer.HasWordsAfter?.Invoke(k + 1) == false && turn.WaitsForWords();
            if (verdict.End is { } end && !waitsOn)
            {
                var waited = (k + 1) * SliceSeconds - answer.SpeechEndSeconds;
                return new(answer.Question, waited < 0 && end != TurnEnd.NoSpeech, end == TurnEnd.NoSpeech, waited);
            }
        }

        throw new ArgumentException("The answer ends before the turn does: give it more silence at its end.", nameof(answer));
    }

    private static Listening ListeningTo(TurnQuestion question)
    {
        var isOpen = question == TurnQuestion.Open;
        var item = new Item
        {
            Id = question.ToString(),
            Kind = isOpen ? ItemKind.Open : ItemKind.Frequency,
            Text = "",
            IsSuicideItem = question == TurnQuestion.Suicide,
            EndSilenceSeconds = isOpen ? OpenFloorSeconds : ClosedFloorSeconds,
            NoSpeechSeconds = NoSpeechSeconds,
            MaxAnswerSeconds = MaxAnswerSeconds,
        };
        return new Listening(item, isOpen ? null : [], UseFreeEarToo: true, MayEndEarly: question == TurnQuestion.Closed);
    }
}
