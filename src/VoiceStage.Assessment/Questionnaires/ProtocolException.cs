namespace VoiceStage.Assessment.Questionnaires;

/// <summary>A protocol, an instrument or a text pack cannot be used. The message says what is wrong and what to do; it holds no patient data.</summary>
/// <remarks>
/// Codes: <c>PROTOCOL_UNKNOWN</c>, <c>PROTOCOL_INVALID</c>, <c>INSTRUMENT_UNKNOWN</c>, <c>INSTRUMENT_INVALID</c>, <c>INSTRUMENT_TEXT_NOT_LICENSED</c>,
/// <c>PACK_INVALID</c>, <c>PACK_PERMISSION_MISSING</c>, <c>PACK_TEXT_ALTERED</c>.
/// </remarks>
public sealed class ProtocolException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">Stable code.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="inner">Cause, or null.</param>
    public ProtocolException(string code, string message, Exception? inner = null)
        : base(message, inner) => Code = code;

    /// <summary>Stable code, UPPER_SNAKE.</summary>
    public string Code { get; }
}
