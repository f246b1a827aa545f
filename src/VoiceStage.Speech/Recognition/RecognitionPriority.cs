namespace VoiceStage.Speech.Recognition;

/// <summary>Who is heard first when the cores are short. Lower goes first.</summary>
public enum RecognitionPriority
{
    /// <summary>Suicide items, and speech that is watched for risk phrases.</summary>
    Risk = 0,

    /// <summary>Closed questions: the patient waits for the next prompt.</summary>
    Closed = 1,

    /// <summary>Open answers: they may lag and are read to their end after the turn.</summary>
    Open = 2,
}
