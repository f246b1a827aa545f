using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Calls;

/// <summary>The recording: begins with consent, ends with its withdrawal. A recording that fails costs the recording, never the call.</summary>
internal sealed partial class Call
{
    /// <summary>Half of what the writer holds, so that it is never full while the client can be held back.</summary>
    private const double MostUnsavedSeconds = 2;

    private static readonly TimeSpan MostSavingWait = TimeSpan.FromSeconds(5);

    private string Language => pen.State.Opened?.Referral.Language ?? "en-US";

    private async ValueTask FollowConsentAsync(ConsentRecorded consent)
    {
        if (consent.State == ConsentState.Given)
        {
            await StartRecordingAsync(missing: 0);
        }
        else
        {
            await EndRecordingAsync();
        }
    }

    private ValueTask EndRecordingAsync()
    {
        LeaveMeasuringOut();
        return StopRecordingAsync();
    }

    private async ValueTask StartRecordingAsync(long missing)
    {
        if (recording is not null)
        {
            return;
        }

        try
        {
            recording = await parts.Recordings.OpenAsync(setup.AssessmentId, Rate, intake.Position - missing, cancellation);
            if (missing > 0)
            {
                recording.Skip(missing);
            }
        }
        catch (Exception e) when (e is not OperationCanceledException and not OutOfMemoryException)
        {
            await GiveUpRecordingAsync(e);
        }
    }

    private async ValueTask StopRecordingAsync()
    {
        if (recording is not { } ending)
        {
            return;
        }

        recording = null;
        try
        {
            await ending.DisposeAsync();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            CallLog.RecordingFailed(parts.Log, setup.AssessmentId, e.GetType().Name);
        }
    }

    private void Record(ReadOnlySpan<float> samples)
    {
        if (recording is null)
        {
            return;
        }

        try
        {
            recording.Append(samples);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            recordingFault = e;
        }
    }

    private Exception? recordingFault;

    /// <summary>A client that is faster than the disk is held back; a disk that hangs costs the recording once, never the call.</summary>
    private async ValueTask LetRecordingCatchUpAsync()
    {
        var began = parts.Time.GetTimestamp();
        while (recording is { } keeping && recordingFault is null && !urgent.Task.IsCompleted && intake.Position - keeping.DurableOffset > Samples(MostUnsavedSeconds))
        {
            if (parts.Time.GetElapsedTime(began) > MostSavingWait)
            {
                recordingFault = new TimeoutException("the disk does not keep up");
                break;
            }

            await Task.Delay(LagCheck, parts.Time, cancellation);
        }
    }

    /// <summary>Tells of a recording that failed while it was written; called between slices.</summary>
    private async ValueTask NoticeRecordingFaultAsync()
    {
        if (recordingFault is { } fault)
        {
            recordingFault = null;
            await StopRecordingAsync();
            await GiveUpRecordingAsync(fault);
        }
    }

    private async ValueTask GiveUpRecordingAsync(Exception fault)
    {
        CallLog.RecordingFailed(parts.Log, setup.AssessmentId, fault.GetType().Name);
        Warn("RECORDING_FAILED", "The sound is not being recorded; the conversation goes on.");
        await ObserveAsync(new FaultNoticed("recording", "WRITE_FAILED"));
    }
}
