namespace VoiceStage.Acoustics.Recordings;

/// <summary>An audio file or stream that cannot be read; the code is stable and safe to print, the message says what to do.</summary>
public sealed class AudioFormatException : Exception
{
    /// <summary>Makes one with its stable code.</summary>
    /// <param name="code">UPPER_SNAKE, for example <c>AUDIO_TRUNCATED</c>.</param>
    /// <param name="message">One line: what is wrong and what to do.</param>
    public AudioFormatException(string code, string message) : base(message) => Code = code;

    /// <summary>Stable UPPER_SNAKE code: AUDIO_EMPTY, AUDIO_NOT_WAV, AUDIO_TRUNCATED, AUDIO_UNSUPPORTED, AUDIO_NOT_FINITE, AUDIO_TOO_LONG.</summary>
    public string Code { get; }
}
