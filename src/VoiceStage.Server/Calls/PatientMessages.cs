using VoiceStage.Assessment.Sessions;
using VoiceStage.V1;
using Handoff = VoiceStage.V1.Handoff;

namespace VoiceStage.Server.Calls;

/// <summary>What a patient is told of what was recorded: the one place where the journal becomes messages.</summary>
/// <remarks>
/// A patient's stream never carries a score, a risk level, a reason or a clinician's note. A consequence that is not named here is not told;
/// a test walks every type of consequence.
/// </remarks>
internal static class PatientMessages
{
    /// <summary>Consequences that are the clinicians' and never the patient's.</summary>
    internal static readonly IReadOnlySet<Type> NeverTold = new HashSet<Type>
    {
        typeof(RiskEstimated), typeof(EscalationOpened), typeof(EscalationRaised), typeof(EscalationAnnotated),
        typeof(LevelDecided), typeof(CallbackBooked), typeof(ConsentRecorded),
    };

    /// <summary>The message of one consequence, or null when the patient is not told. Prompts get their sound, and the end its time, from the call.</summary>
    /// <param name="consequence">What was recorded.</param>
    /// <param name="session">The session after it.</param>
    /// <param name="options">Words and numbers of the site.</param>
    /// <param name="remaining">Items that may still be asked, an upper bound.</param>
    public static ConverseResponse? From(SessionConsequence consequence, Session session, CallOptions options, int remaining = 0) => consequence switch
    {
        PromptAsked prompt => new() { Prompt = From(prompt) },
        AnswerInterpreted answer => new()
        {
            QuestionState = new() { Item = answer.ItemId, AnsweredCount = session.Answers.Count, RemainingCount = remaining, LastAnswerRecorded = answer.IsFinal },
        },
        HandoffBegun handoff => new() { Handoff = From(handoff, session, options) },
        SessionClosed => new() { Completed = new() { Text = session.Prompt is { Purpose: PromptPurpose.Closing } closing ? closing.Text : options.CrisisLineText } },
        _ => null,
    };

    /// <summary>A prompt without its sound.</summary>
    public static Prompt From(PromptAsked asked)
    {
        var prompt = new Prompt
        {
            Id = asked.PromptId,
            Item = asked.ItemId ?? "",
            Text = asked.Text,
            Interruptible = asked.IsInterruptible,
            Asking = asked.Asking,
            ExpectsAnswer = asked.ExpectsAnswer,
            RepeatsPromptId = asked.RepeatsPromptId ?? "",
            Kind = From(asked.Purpose),
        };
        prompt.Choices.AddRange(asked.Choices.Select(choice => new Choice { Key = choice.Key, Text = choice.Text }));
        return prompt;
    }

    /// <summary>Why a turn ended, as the contract names it.</summary>
    public static TurnEndReason From(TurnEnd end) => end switch
    {
        TurnEnd.Silence => TurnEndReason.Silence,
        TurnEnd.MaxLength => TurnEndReason.MaxLength,
        TurnEnd.Keys => TurnEndReason.Keys,
        TurnEnd.Client => TurnEndReason.Client,
        TurnEnd.NoSpeech => TurnEndReason.Timeout,
        TurnEnd.Complete => TurnEndReason.Complete,
        _ => throw new ArgumentOutOfRangeException(nameof(end), end, "no such end"),
    };

    private static Handoff From(HandoffBegun handoff, Session session, CallOptions options) => new()
    {
        Text = session.Prompt is { Purpose: PromptPurpose.Handoff or PromptPurpose.Crisis } words ? words.Text : options.CrisisLineText,
        Target = handoff.Target switch
        {
            "crisis_line" => "the crisis line",
            "interpreter" => "a person who speaks your language",
            _ => "a person",
        },
        DialNumber = handoff.Target == "crisis_line" ? options.CrisisLineNumber ?? "" : "",
    };

    private static PromptKind From(PromptPurpose purpose) => purpose switch
    {
        PromptPurpose.Question => PromptKind.Question,
        PromptPurpose.Reask => PromptKind.Reask,
        PromptPurpose.Confirm => PromptKind.Confirm,
        PromptPurpose.OfferKeys => PromptKind.OfferKeys,
        PromptPurpose.Crisis => PromptKind.Crisis,
        PromptPurpose.Handoff => PromptKind.Handoff,
        PromptPurpose.Closing => PromptKind.Closing,
        PromptPurpose.Notice => PromptKind.Notice,
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "no such purpose"),
    };
}
