using Grpc.Core;

namespace VoiceStage.Server.Errors;

/// <summary>One way in which a call can be refused. Stable: clients branch on <see cref="Reason"/>.</summary>
/// <param name="Reason">UPPER_SNAKE, the <c>reason</c> of google.rpc.ErrorInfo.</param>
/// <param name="Status">gRPC status it comes with.</param>
/// <param name="Message">What to tell a developer; fixed words, so that no patient's data can be in them.</param>
/// <param name="RetryDelay">When the same call may be tried again, or null when trying again does not help.</param>
public sealed record ErrorCode(string Reason, StatusCode Status, string Message, TimeSpan? RetryDelay = null)
{
    /// <summary>The refusal to throw.</summary>
    /// <param name="metadata">Facts without patient data: limits, names of collections, versions.</param>
    public CallRefusedException Refusal(params (string Key, string Value)[] metadata) => new(this) { Metadata = metadata };

    /// <summary>The refusal of a request with wrong fields.</summary>
    /// <param name="violations">Fields and what is wrong with each, in words that do not repeat the value.</param>
    public CallRefusedException Refusal(IReadOnlyList<FieldViolation> violations) => new(this) { Violations = violations };
}
