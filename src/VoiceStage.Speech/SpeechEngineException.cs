namespace VoiceStage.Speech;

/// <summary>An engine that could not be loaded or that failed while it worked; the caller decides what follows, never an empty text.</summary>
public sealed class SpeechEngineException : Exception
{
    /// <summary>Makes one with its stable code.</summary>
    /// <param name="code">UPPER_SNAKE, for example <c>ENGINE_MISSING</c>.</param>
    /// <param name="message">One line: what is wrong and what to do. Never words that were spoken.</param>
    /// <param name="cause">What the engine threw, or null.</param>
    public SpeechEngineException(string code, string message, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>Stable code: ENGINE_MISSING, MODEL_MISSING, ENGINE_FAULT, ENGINE_OVERLOADED, VOICE_UNKNOWN, TEXT_TOO_LONG.</summary>
    public string Code { get; }
}
