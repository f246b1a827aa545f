using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

public sealed partial record Session
{
    /// <summary>The state after one more event; the version is the caller's, so that rules can fold what they just drew.</summary>
    internal Session With(SessionEvent happened, Moment moment)
    {
        var next = happened switch
        {
            SessionObservation observation => Observed(observation, moment),
            SessionConsequence consequence => Drawn(consequence, moment),
            _ => this,
        };
        return next with { LastTime = moment.Time, AudioSample = moment.AudioSample };
    }

    private Session Observed(SessionObservation observation, Moment moment)
    {
        // A new group begins: what it says replaces what was said before.
        var state = this with { GroupSpoke = false };
        return observation switch
        {
            SessionOpened opened => state with { Opened = opened, Id = opened.AssessmentId },
            StreamConnected connected => state with
            {
                Connection = connected, IsConnected = true, NoAudioSeconds = 0, NoAudioHandledSeconds = 0,
                // Who comes back into a hand-over is sought for anew; the time away was not spent on the line.
                Handoff = Handoff is null || Connection is null ? Handoff : Handoff with { BegunTime = moment.Time },
            },
            StreamLost => state with { IsConnected = false },
            PromptPlayed played => state.Played(played),
            AnswerHeard heard => state.Spoken(heard),
            AnswerEnriched enriched => state.Enriched(enriched),
            TimePassed { Cause: "no_audio" } tick => state with
            {
                NoAudioSeconds = tick.ElapsedSeconds,
                NoAudioHandledSeconds = tick.ElapsedSeconds < NoAudioSeconds ? 0 : NoAudioHandledSeconds,
            },
            SecondEarHeard { Fault: { } fault, ItemId: { } item } => state with { StandIns = [.. StandIns, $"{item} {fault}"] },
            ControlUsed { Control: ControlKind.CannotTalk } => state with { UsesKeysOnly = true },
            CallEnded ended => state with { CallEnd = CallEnd ?? ended, IsConnected = false },
            FaultNoticed fault => state with { Faults = [.. Faults, fault.Component] },
            _ => state,
        };
    }

    private Session Drawn(SessionConsequence consequence, Moment moment) => consequence switch
    {
        PromptAsked prompt => Asked(prompt),
        AnswerInterpreted interpreted => Interpreted(interpreted),
        ConsentRecorded recorded => this with { Consent = recorded.State },
        RiskEstimated estimated => this with { Estimate = estimated.Estimate },
        LevelDecided decided => this with { Level = decided.Level, Reasons = decided.Reasons, PendingPerson = decided.PendingPerson },
        EscalationOpened opened => this with
        {
            EscalationId = opened.EscalationId, EscalationLevel = opened.Level, EscalationReasons = opened.Reasons,
            AcuteDisclosed = AcuteDisclosed || opened.Reasons.Contains(ReasonCodes.AcuteDisclosure),
        },
        EscalationRaised raised => this with
        {
            EscalationLevel = raised.Level, EscalationReasons = raised.Reasons,
            AcuteDisclosed = AcuteDisclosed || raised.Reasons.Contains(ReasonCodes.AcuteDisclosure),
        },
        EscalationAnnotated annotated => this with { Annotations = [.. Annotations, annotated.Code] },
        HandoffBegun begun => this with
        {
            Handoff = Handoff is null
                ? new HandoffUnderWay(begun.Reason, begun.Target, moment.Time, 1)
                : Handoff with { Target = begun.Target, Steps = Handoff.Steps + 1 },
        },
        CallbackBooked => this with { CallbackIsBooked = true },
        SessionClosed closed => this with { Closed = closed, Question = null },
        _ => this,
    };

    private bool GroupSpoke { get; init; }

    private Session Asked(PromptAsked prompt)
    {
        var key = prompt.ItemId ?? "";
        var before = Askings.GetValueOrDefault(key) ?? new ItemAskings();
        var after = prompt.RepeatsPromptId is not null
            ? before with { Repeats = before.Repeats + 1 }
            : before with
            {
                Count = before.Count + 1,
                Reasks = before.Reasks + (prompt.Purpose == PromptPurpose.Reask ? 1 : 0),
                KeysOffered = before.KeysOffered || prompt.Purpose == PromptPurpose.OfferKeys,
                Confirmed = before.Confirmed || prompt.Purpose == PromptPurpose.Confirm,
            };
        return this with
        {
            Prompt = prompt,
            PromptFinished = false,
            PromptCount = PromptCount + 1,
            Question = prompt.ExpectsAnswer ? prompt : Question,
            NoticeCount = prompt.ExpectsAnswer ? 0 : NoticeCount + 1,
            Unheard = GroupSpoke ? [.. Unheard, prompt] : [prompt],
            GroupSpoke = true,
            Askings = prompt.ItemId is null ? Askings : Put(Askings, key, after),
            NoAudioHandledSeconds = NoAudioSeconds,
        };
    }

    private Session Played(PromptPlayed played) => this with
    {
        PromptFinished = PromptFinished || (played.Finished && played.PromptId == Prompt?.PromptId),
        Unheard = played.Finished ? [.. Unheard.Where(prompt => prompt.PromptId != played.PromptId)] : Unheard,
        NoAudioHandledSeconds = NoAudioSeconds,
    };

    private Session Spoken(AnswerHeard heard) => this with
    {
        NoAudioSeconds = 0,
        NoAudioHandledSeconds = 0,
        UsesKeysOnly = UsesKeysOnly || heard.Keys.Contains('8', StringComparison.Ordinal),
        Voice = heard is { Profile: { } profile, HasGap: false } && MayMeasure
            ? [.. Voice, new VoiceEvidence("", heard.ItemId, profile, heard.ResponseLatencySeconds)]
            : Voice,
    };

    private Session Enriched(AnswerEnriched enriched) => this with
    {
        Voice = enriched.Profile is { } profile && MayMeasure ? [.. Voice, new VoiceEvidence("", enriched.ItemId, profile, null)] : Voice,
        Faults = enriched.RecognitionFault is not null ? [.. Faults, "recognition"] : Faults,
    };

    /// <summary>A device that changes the sound, or a missing consent, leaves the voice out of the weighing.</summary>
    private bool MayMeasure => Consent == ConsentState.Given && Connection is { VoiceComparable: true };

    private Session Interpreted(AnswerInterpreted interpreted)
    {
        var (itemId, answer) = (interpreted.ItemId, interpreted.Answer);
        var state = this with { Interpretations = Put(Interpretations, itemId, answer) };
        if (itemId == AddedItems.ConfirmIdeationId)
        {
            return state with
            {
                PromptsAskedAbout = answer.Why == "RISK_PHRASE" ? [.. PromptsAskedAbout, interpreted.PromptId] : PromptsAskedAbout,
                Ideation = !interpreted.IsFinal ? IdeationState.Heard : answer.Is("no") ? IdeationState.Denied : IdeationState.Disclosed,
                Question = interpreted.IsFinal && Question?.ItemId == itemId ? null : Question,
            };
        }

        return !interpreted.IsFinal ? state : state with
        {
            Answers = AddedItems.IsAdded(itemId) ? Answers : Put(Answers, itemId, answer),
            Question = Question?.ItemId == itemId ? null : Question,
        };
    }

    private static Dictionary<string, T> Put<T>(IReadOnlyDictionary<string, T> all, string key, T value) =>
        new(all, StringComparer.Ordinal) { [key] = value };
}
