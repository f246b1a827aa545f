namespace VoiceStage.Assessment.Escalation;

/// <summary>Stable reason codes of a level. Answers stand as <c>item:code</c>, for example <c>asq.3:refused</c>, and are not listed here.</summary>
public static class ReasonCodes
{
    /// <summary>An acute phrase was heard: attempt under way, method taken, plan with intent now.</summary>
    public const string AcuteDisclosure = "acute_disclosure";
    /// <summary>An ideation phrase was heard and not clearly denied.</summary>
    public const string IdeationDisclosure = "ideation_disclosure";
    /// <summary>ASQ question 5 was due and never answered.</summary>
    public const string AcuityUnanswered = "asq.5:unanswered";
    /// <summary>Stage 1 is high and every suicide item was answered "no".</summary>
    public const string DiscordantText = "discordance.text_high_self_report_no";
    /// <summary>An ideation phrase was heard, and denied when asked.</summary>
    public const string DiscordantPhrase = "discordance.phrase_heard_then_denied";
    /// <summary>The patient asked for a person.</summary>
    public const string HelpRequested = "help_requested";
    /// <summary>Not every suicide item that was due was answered.</summary>
    public const string SuicideItemsUnanswered = "suicide_items_unanswered";
    /// <summary>A part of the system failed.</summary>
    public const string Fault = "fault";
    /// <summary>The model's probability reached the site's band.</summary>
    public const string ModelProbability = "model.probability";
    /// <summary>All suicide items were answered with a clear no and nothing else was found. Not an all-clear.</summary>
    public const string NothingFound = "suicide_items_all_no";
    /// <summary>Stage 1 is high; said beside an unknown level, which then comes earlier on the worklist.</summary>
    public const string TextHigh = "text.high";
}
