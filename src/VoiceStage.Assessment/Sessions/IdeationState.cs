namespace VoiceStage.Assessment.Sessions;

/// <summary>What became of an ideation phrase that was heard in an answer.</summary>
public enum IdeationState
{
    /// <summary>None was heard.</summary>
    None,
    /// <summary>Heard; the confirming question is still to come or unanswered.</summary>
    Heard,
    /// <summary>The patient said a clear "no" when asked; a contradiction that stands on the summary.</summary>
    Denied,
    /// <summary>Yes, unclear, refused or silence: it counts as disclosed.</summary>
    Disclosed,
}
