namespace VoiceStage.Server.Errors;

/// <summary>A call is refused for a reason that its caller can act on. The interceptor turns it into a gRPC status with details.</summary>
public sealed class CallRefusedException : Exception
{
    /// <summary>Makes one.</summary>
    /// <param name="code">Why.</param>
    public CallRefusedException(ErrorCode code) : base(code.Message) => Code = code;

    /// <summary>Why.</summary>
    public ErrorCode Code { get; }

    /// <summary>Facts without patient data.</summary>
    public IReadOnlyList<(string Key, string Value)> Metadata { get; init; } = [];

    /// <summary>Wrong fields; empty when it is not about fields.</summary>
    public IReadOnlyList<FieldViolation> Violations { get; init; } = [];

    /// <summary>When to try again; null takes the code's own.</summary>
    public TimeSpan? RetryDelay { get; init; }
}
