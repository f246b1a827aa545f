namespace VoiceStage.Server.Turns.Curve;

/// <summary>What was asked, as far as waiting is concerned.</summary>
public enum TurnQuestion
{
    /// <summary>A closed question that may end early.</summary>
    Closed,
    /// <summary>A suicide item: closed, but never ended early.</summary>
    Suicide,
    /// <summary>Free speech.</summary>
    Open,
}
