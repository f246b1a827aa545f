using Grpc.Core;

namespace VoiceStage.Server.Calls;

/// <summary>Lets a caller into an assessment or refuses. Asked before anything is said about whether the assessment exists.</summary>
/// <param name="context">The call.</param>
/// <param name="assessmentId">Id without the collection.</param>
public delegate Task AdmitCaller(ServerCallContext context, string assessmentId);
