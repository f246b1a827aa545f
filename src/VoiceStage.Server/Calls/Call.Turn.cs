using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Turns;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>The patient's turn: begins with the end of playback, ends with silence, a key, a button or the longest answer.</summary>
internal sealed partial class Call
{
    private Turn? turn;
    private string heldKey = "";

    private async ValueTask BeginTurnAsync()
    {
        if (turn is null && outsideEars is { } outside)
        {
            // The ear that listened during the prompt is let go below: what it has read so far is read first.
            await ReadAsync(outside.Partial(), inTurn: false);
        }

        if (turn is not null || !MayListen || outstanding.Count > 0 || held is not null
            || pen.State.Prompt is not { ExpectsAnswer: true } prompt || pen.Rules.ListeningFor(pen.State) is not { } listening)
        {
            return;
        }

        turn = new Turn(prompt, listening, TurnTiming.For(listening, pauses, setup.HasMicrophone), pauses, Rate, Math.Max(0, intake.Heard + playbackEndShift));
        playbackEndShift = 0;
        if (speech.State is SpeechState.Speaking or SpeechState.Stopping)
        {
            // The patient began before the prompt was over: the answer is heard from its first word.
            outsideEars?.Dispose();
            outsideEars = null;
            turn.Pass(speech, SpeechChange.None, 0);
            BeginEars();
        }

        if (heldKey.Length > 0)
        {
            var key = heldKey;
            heldKey = "";
            await EndTurnAsync(TurnEnd.Keys, keys: key);
        }
    }

    private async ValueTask PassTurnAsync(TurnVerdict verdict)
    {
        if (turn is not { } current || held is not null)
        {
            return;
        }

        if (verdict.End is { } end)
        {
            if (end != TurnEnd.Silence || ears?.HasWords() != false || !current.WaitsForWords())
            {
                await EndTurnAsync(end);
            }
        }
        else if (verdict.AsksWhetherComplete && ears is { } listening)
        {
            using var limit = new CancellationTokenSource(parts.Options.OpenWordsWithin, parts.Time);
            if (await listening.IsCompleteAsync(intake.Engine.Between(earsStart, earsFedTo).ToArray(), limit.Token) && turn == current)
            {
                await EndTurnAsync(TurnEnd.Complete);
            }
        }
    }

    private async ValueTask EndTurnAsync(TurnEnd end, string keys = "", string? typed = null)
    {
        var current = turn!;
        var hearing = ears;
        (turn, ears) = (null, null);
        var first = current.FirstSpeechAt;
        if (first is { } spokenFrom)
        {
            level.Learn(intake.Engine.Between(intake.EngineIndex(spokenFrom), intake.EngineIndex(current.LastSpeechAt)));
        }

        var observed = new AnswerHeard
        {
            PromptId = current.Prompt.PromptId,
            ItemId = current.Prompt.ItemId ?? "",
            End = end,
            StartSample = intake.OffsetOf(first is { } begun ? Math.Max(0, begun - Samples(MeasuredMarginSeconds)) : current.OpenedAt),
            EndSample = intake.OffsetOf(first is null ? intake.Heard : Math.Min(intake.Heard, current.LastSpeechAt + Samples(MeasuredMarginSeconds))),
            SpeechSeconds = (double)current.SpeechSamples / Rate,
            Keys = keys,
            Touched = keys.Length > 0 && setup.Channel == CallChannel.Kiosk,
            TypedText = typed,
            ResponseLatencySeconds = first >= current.OpenedAt ? (double)(first.Value - current.OpenedAt) / Rate : null,
            HasGap = current.HasGap,
        };
        Send(new ConverseResponse { TurnEnded = new() { Reason = PatientMessages.From(end), AudioOffset = observed.EndSample, Item = observed.ItemId } });
        turnOverTimestamp = parts.Time.GetTimestamp();
        var utterance = new Utterance { Observed = observed, Listening = current.Listening, Ears = hearing, Measured = FinishMeasuring(current) };
        parts.Live.AwaitWords(setup.AssessmentId, observed.PromptId);
        var heard = await pipeline.HearAsync(utterance, urgent.Task, Later, maySend: () => pen.State.Consent == ConsentState.Given);
        if (!heard.TranscriptPending)
        {
            parts.Live.WordsCame(setup.AssessmentId, observed.PromptId);
        }

        await ObserveAsync(heard);
        if (isDraining && closing is null)
        {
            throw Errors.ErrorCodes.Draining.Refusal();
        }
    }

    private void Later(Task<SessionObservation?> enrichment) => later(enrichment);

    /// <summary>Something else is said now: the turn is over without an answer, but what was said in it stays evidence.</summary>
    private void GiveUpTurn()
    {
        if (turn is { } current && ears is { } hearing)
        {
            pipeline.Salvage(current.Prompt.PromptId, current.Prompt.ItemId ?? "", intake.Position, hearing, Later);
            ears = null;
        }

        turn = null;
        LeaveMeasuringOut();
    }
}
