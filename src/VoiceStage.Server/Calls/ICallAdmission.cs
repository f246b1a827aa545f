using Grpc.Core;

namespace VoiceStage.Server.Calls;

/// <summary>Whether a caller may speak in an assessment. Asked before anything is said about whether it exists.</summary>
public interface ICallAdmission
{
    /// <summary>Lets the caller in or refuses with PERMISSION_DENIED or UNAUTHENTICATED.</summary>
    /// <param name="context">The call.</param>
    /// <param name="assessmentId">Id without the collection.</param>
    ValueTask AdmitAsync(ServerCallContext context, string assessmentId);

    /// <summary>When the caller's right to speak ends; null when it does not. Checked again inside the stream.</summary>
    /// <param name="context">The call.</param>
    DateTimeOffset? ExpiresAt(ServerCallContext context);
}
