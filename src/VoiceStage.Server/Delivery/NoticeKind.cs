namespace VoiceStage.Server.Delivery;

/// <summary>What a notice says.</summary>
public enum NoticeKind
{
    /// <summary>A person is needed.</summary>
    Page = 1,
    /// <summary>A case became more urgent.</summary>
    Raised = 2,
    /// <summary>Something to know about an open case; it recalls nothing.</summary>
    Annotated = 3,
    /// <summary>Nobody acknowledged in time: the next rung.</summary>
    Unacknowledged = 4,
    /// <summary>Acknowledged, but nobody has closed the case by the contact deadline.</summary>
    ContactOverdue = 5,
    /// <summary>The patient is to be called back.</summary>
    CallbackDue = 6,
    /// <summary>An assessment ended; upstream may read the outcome.</summary>
    AssessmentClosed = 7,
    /// <summary>A case for the daily digest: no alarm.</summary>
    Digest = 8,
    /// <summary>The store failed in the middle of a call: id and time only.</summary>
    StoreFailed = 9,
}
