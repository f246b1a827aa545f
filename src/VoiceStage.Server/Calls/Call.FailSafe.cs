using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Calls;

/// <summary>When the store does not take an event: the patient hears where help is, a person is paged directly, the event is spooled, and the call goes on as soon as it can.</summary>
internal sealed partial class Call
{
    private static readonly TimeSpan RetryStoreEvery = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan PageWithin = TimeSpan.FromSeconds(5);
    private StoreFailedException? failing;
    private long failingSince;
    private long storeTriedAt;
    private int failSafePrompts;

    private async ValueTask BeginFailSafeAsync(StoreFailedException failed)
    {
        failing = failed;
        failingSince = storeTriedAt = parts.Time.GetTimestamp();
        parts.Metrics.StoreFailed();
        CallLog.StoreFailed(parts.Log, setup.AssessmentId, failed.Events.Count, failed.InnerException?.GetType().Name ?? "");
        GiveUpTurn();
        held = null;
        if (failed.Events.Any(happened => happened is ConsentRecorded { State: not ConsentState.Given }))
        {
            await EndRecordingAsync();
        }

        await PageAsync(failed.Moment, failed.Events);
        await SayCrisisTextAsync();
    }

    /// <summary>While the store fails nothing can be decided; what comes in is spooled, and whatever asks for a person pages.</summary>
    private async ValueTask KeepMeanwhileAsync(SessionObservation observation)
    {
        if (observation is not (RiskPhraseHeard or ControlUsed or AnswerEnriched or SecondEarHeard or CallEnded))
        {
            return;
        }

        if (observation is ControlUsed { Control: ControlKind.StopRecording })
        {
            // A withdrawal does not wait for a disk.
            await EndRecordingAsync();
        }

        await PageAsync(new Moment(parts.Time.GetUtcNow(), intake.Position), [observation]);
        if (observation is RiskPhraseHeard or ControlUsed { Control: ControlKind.NeedHelpNow })
        {
            await SayCrisisTextAsync();
        }
    }

    private async ValueTask PageAsync(Moment moment, IReadOnlyList<SessionEvent> events)
    {
        using var limit = new CancellationTokenSource(PageWithin, parts.Time);
        await parts.FailSafe.KeepAsync(setup.AssessmentId, moment, events, limit.Token);
    }

    private async ValueTask SayCrisisTextAsync()
    {
        if (outstanding.Any(prompt => !prompt.IsJournalled))
        {
            return;
        }

        await StopAllAsync();
        await SendPromptAsync(
            new PromptAsked
            {
                PromptId = $"f{++failSafePrompts}",
                Purpose = PromptPurpose.Crisis,
                Text = parts.Options.CrisisLineText,
                IsInterruptible = false,
            },
            isJournalled: false);
    }

    private ValueTask StopAllAsync()
    {
        foreach (var prompt in outstanding)
        {
            Send(new V1.ConverseResponse { StopPrompt = new() { PromptId = prompt.Asked.PromptId } });
        }

        outstanding.Clear();
        return ValueTask.CompletedTask;
    }

    private async ValueTask RetryStoreAsync()
    {
        if (failing is not { } failed || parts.Time.GetElapsedTime(storeTriedAt) < RetryStoreEvery)
        {
            return;
        }

        storeTriedAt = parts.Time.GetTimestamp();
        try
        {
            var entries = await pen.AppendAgainAsync(failed, cancellation);
            failing = null;
            CallLog.StoreBack(parts.Log, setup.AssessmentId);
            await TellAsync(entries);
            await BeginTurnAsync();
        }
        catch (Exception e) when (e is not OperationCanceledException and not ConnectionTakenException)
        {
            if (parts.Time.GetElapsedTime(failingSince) > parts.Options.StoreFailsWithin)
            {
                throw ErrorCodes.StoreUnavailable.Refusal();
            }
        }
    }
}
