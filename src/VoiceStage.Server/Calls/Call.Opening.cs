using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>How a call begins and how it goes on after a break. Everything is in the journal: any process on the same store can do it.</summary>
internal sealed partial class Call
{
    private string connectionId = "";

    /// <summary>Attaches to the session: takes it over, says what the client has not received, and asks what is to be asked.</summary>
    public async ValueTask OpenAsync()
    {
        var entries = await pen.LoadAsync(cancellation);
        if (entries.Count == 0)
        {
            var purpose = await parts.FindPurpose(setup.AssessmentId, cancellation) ?? throw ErrorCodes.AssessmentNotFound.Refusal();
            entries = await pen.BeginAsync(purpose, cancellation);
        }

        var durable = await parts.Recordings.DurableOffsetAsync(setup.AssessmentId, cancellation);
        var next = Math.Max(pen.State.AudioSample, durable);
        if (pen.State.Closed is not null)
        {
            await ConcludeAsync(next);
            return;
        }

        var earlier = entries.Select(entry => entry.Event).OfType<StreamConnected>().LastOrDefault();
        RefuseOtherRate(earlier);
        var missing = MissingSamples(next);
        connectionId = parts.NewConnectionId();
        intake = new AudioIntake(Rate, next + missing);
        credit = new CreditWindow(Samples(parts.Options.CreditSeconds), intake.Position);

        var connected = new StreamConnected(connectionId, setup.Channel, Rate, setup.HasMicrophone, setup.VoiceComparable, missing);
        IReadOnlyList<JournalEntry> news;
        try
        {
            news = await pen.TakeOverAsync(connected, intake.Position, cancellation);
        }
        catch (StoreFailedException failed)
        {
            // Nobody has been told anything yet, but somebody is on the line: they hear where help is.
            SendOpened(earlier is not null);
            await BeginFailSafeAsync(failed);
            Grant(isForced: true);
            return;
        }

        SendOpened(earlier is not null);
        CallLog.Attached(parts.Log, setup.AssessmentId, earlier is not null, missing);
        Repeat(entries);
        LoseWordsOfEarlierProcess(entries);
        if (pen.State.Consent == ConsentState.Given)
        {
            await StartRecordingAsync(missing);
        }

        if (pen.State is { Handoff: not null, Closed: null })
        {
            // The search for a person goes on where it stood: without its timer nobody would be asked next.
            wait = new Wait(HandingOver, Clock, Clock);
        }

        await TellAsync(news);
        Grant(isForced: true);
    }

    /// <summary>A client that comes back after the end is told that it was the end; a new one is refused.</summary>
    private async ValueTask ConcludeAsync(long position)
    {
        if (setup.Resume is null)
        {
            throw ErrorCodes.AssessmentClosed.Refusal();
        }

        intake = new AudioIntake(Rate, position);
        SendOpened(isResumed: true);
        closing = PatientMessages.From(pen.State.Closed!, pen.State, parts.Options)!.Completed;
        await FinishWhenSaidAsync();
    }

    private void SendOpened(bool isResumed) => Send(new ConverseResponse
    {
        Opened = new()
        {
            Assessment = "assessments/" + setup.AssessmentId,
            ResumeAudioOffset = intake.Position,
            CrisisLineText = parts.Options.CrisisLineText,
            Resumed = isResumed,
        },
    });

    /// <summary>Offsets count in one rate for the whole assessment, or nothing recorded could be placed any more.</summary>
    private void RefuseOtherRate(StreamConnected? earlier)
    {
        if (earlier is not null && earlier.SampleRateHz != Rate)
        {
            throw ErrorCodes.AudioUnsupported.Refusal(("field", "open.format.sample_rate_hz"), ("why", "the assessment began with another rate"));
        }
    }

    private long MissingSamples(long next)
    {
        var missing = Math.Max(0, (setup.Resume?.NextAudioOffset ?? 0) - next);
        return missing <= Samples(parts.Options.MaxCallSeconds)
            ? missing
            : throw ErrorCodes.InvalidField.Refusal(new FieldViolation[] { new("open.resume.next_audio_offset", "is farther away than the longest call") });
    }

    /// <summary>Says again what the client has not received. Prompts are not among it: the rules have just asked again what was not heard to its end.</summary>
    private void Repeat(IReadOnlyList<JournalEntry> earlier)
    {
        if (setup.Resume is not { } resume)
        {
            return;
        }

        foreach (var entry in earlier.Where(entry => ServerSequence.First(entry.Version) > resume.LastServerSeq))
        {
            if (entry.Event is AnswerInterpreted or HandoffBegun)
            {
                Send(PatientMessages.From((SessionConsequence)entry.Event, pen.State, parts.Options, pen.Rules.RemainingCount(pen.State)));
            }
        }
    }

    /// <summary>Words that an earlier stream still waited for never come when its process is gone: then they are unknown, and that is recorded.</summary>
    private void LoseWordsOfEarlierProcess(IReadOnlyList<JournalEntry> earlier)
    {
        // What came before the answer was said into a prompt that then went on, and is not its words.
        var come = earlier.Where(entry => entry.Event is AnswerEnriched enriched && (enriched.Transcripts.Count > 0 || enriched.RecognitionFault is not null))
            .ToLookup(entry => ((AnswerEnriched)entry.Event).PromptId, entry => entry.Version);
        foreach (var (pending, version) in earlier.Where(entry => entry.Event is AnswerHeard { TranscriptPending: true }).Select(entry => ((AnswerHeard)entry.Event, entry.Version)))
        {
            if (come[pending.PromptId].Any(later => later > version))
            {
                continue;
            }

            if (!parts.Live.AwaitsWords(setup.AssessmentId, pending.PromptId))
            {
                later(Task.FromResult<SessionObservation?>(new AnswerEnriched(pending.PromptId, pending.ItemId, [], null, "PROCESS_LOST")));
            }
        }
    }
}
