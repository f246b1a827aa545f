namespace VoiceStage.Server.Turns;

/// <summary>Where speech stands. Two of the four states are doubts, so that a cough neither begins nor ends an answer.</summary>
internal enum SpeechState
{
    /// <summary>No speech.</summary>
    Quiet,
    /// <summary>Sound like speech, too short to be believed yet.</summary>
    Starting,
    /// <summary>Speech.</summary>
    Speaking,
    /// <summary>Speech has paused; it may go on.</summary>
    Stopping,
}

/// <summary>What one slice of audio changed.</summary>
internal enum SpeechChange
{
    /// <summary>Nothing to tell.</summary>
    None,
    /// <summary>Speech is believed; it began at <see cref="SpeechStates.BeganAt"/>.</summary>
    Began,
    /// <summary>Speech went on after a pause.</summary>
    Resumed,
    /// <summary>Speech is over; it ended at <see cref="SpeechStates.EndedAt"/>.</summary>
    Ended,
}
