using System.Reflection;
using Grpc.Core;

namespace VoiceStage.Server.Errors;

/// <summary>Every code that a call can be refused with. The table in protos/README.md lists the same; a test compares them.</summary>
public static class ErrorCodes
{
    /// <summary>Domain of every ErrorInfo.</summary>
    public const string Domain = "voicestage";

    /// <summary>A field is missing, too long, out of range or badly formed.</summary>
    public static readonly ErrorCode InvalidField = new("INVALID_FIELD", StatusCode.InvalidArgument, "A field of the request is not valid; see the field violations.");
    /// <summary>A page token was not issued for this list.</summary>
    public static readonly ErrorCode InvalidPageToken = new("INVALID_PAGE_TOKEN", StatusCode.InvalidArgument, "The page token was not issued for this list.");
    /// <summary>The message cannot be read or breaks the order of the stream.</summary>
    public static readonly ErrorCode InvalidMessage = new("INVALID_MESSAGE", StatusCode.InvalidArgument, "The message is not valid here.");
    /// <summary>Something came before <c>open</c>.</summary>
    public static readonly ErrorCode OpenFirst = new("OPEN_FIRST", StatusCode.InvalidArgument, "The first message must be open.");
    /// <summary>A second <c>open</c> on one stream.</summary>
    public static readonly ErrorCode AlreadyOpen = new("ALREADY_OPEN", StatusCode.FailedPrecondition, "The stream is open already.");
    /// <summary>A protocol that this site does not have.</summary>
    public static readonly ErrorCode ProtocolUnknown = new("PROTOCOL_UNKNOWN", StatusCode.InvalidArgument, "This site has no such protocol.");
    /// <summary>A protocol whose text this site has not confirmed its permission for.</summary>
    public static readonly ErrorCode ProtocolGated = new("PROTOCOL_GATED", StatusCode.FailedPrecondition, "The text of this protocol is not loaded; the site must confirm its permission first.");

    /// <summary>Audio: nothing was sent.</summary>
    public static readonly ErrorCode AudioEmpty = new("AUDIO_EMPTY", StatusCode.InvalidArgument, "The audio is empty.");
    /// <summary>Audio: not a WAV file.</summary>
    public static readonly ErrorCode AudioNotWav = new("AUDIO_NOT_WAV", StatusCode.InvalidArgument, "The audio is not a WAV file.");
    /// <summary>Audio: cut short.</summary>
    public static readonly ErrorCode AudioTruncated = new("AUDIO_TRUNCATED", StatusCode.InvalidArgument, "The audio ends before its declared length.");
    /// <summary>Audio: an encoding, rate or channel count that is not read.</summary>
    public static readonly ErrorCode AudioUnsupported = new("AUDIO_UNSUPPORTED", StatusCode.InvalidArgument, "The audio's encoding, rate or channels are not supported.");
    /// <summary>Audio: values that are not numbers.</summary>
    public static readonly ErrorCode AudioNotFinite = new("AUDIO_NOT_FINITE", StatusCode.InvalidArgument, "The audio holds values that are not finite.");
    /// <summary>Audio: longer than the limit.</summary>
    public static readonly ErrorCode AudioTooLong = new("AUDIO_TOO_LONG", StatusCode.InvalidArgument, "The audio is longer than the limit.");
    /// <summary>Audio that was already processed or can no longer be used.</summary>
    public static readonly ErrorCode AudioTooOld = new("AUDIO_TOO_OLD", StatusCode.OutOfRange, "The audio offset lies before what was already processed.");
    /// <summary>Audio beyond the granted credit.</summary>
    public static readonly ErrorCode AudioBeyondCredit = new("AUDIO_BEYOND_CREDIT", StatusCode.ResourceExhausted, "Audio was sent beyond the granted credit; resume the assessment and wait for flow messages.", TimeSpan.FromSeconds(1));

    /// <summary>No credential, or one that is not valid.</summary>
    public static readonly ErrorCode Unauthenticated = new("UNAUTHENTICATED", StatusCode.Unauthenticated, "A valid credential is needed.");
    /// <summary>The credential ran out, also inside a long stream.</summary>
    public static readonly ErrorCode CredentialExpired = new("CREDENTIAL_EXPIRED", StatusCode.Unauthenticated, "The credential has expired; get a new one.");
    /// <summary>The caller may not do this, or not with this resource; says nothing about whether it exists.</summary>
    public static readonly ErrorCode PermissionDenied = new("PERMISSION_DENIED", StatusCode.PermissionDenied, "The caller may not do this with this resource.");

    /// <summary>No such referral of the caller's patient.</summary>
    public static readonly ErrorCode ReferralNotFound = new("REFERRAL_NOT_FOUND", StatusCode.NotFound, "There is no such referral.");
    /// <summary>No such assessment.</summary>
    public static readonly ErrorCode AssessmentNotFound = new("ASSESSMENT_NOT_FOUND", StatusCode.NotFound, "There is no such assessment.");
    /// <summary>No such escalation.</summary>
    public static readonly ErrorCode EscalationNotFound = new("ESCALATION_NOT_FOUND", StatusCode.NotFound, "There is no such escalation.");

    /// <summary>Another stream won the assessment.</summary>
    public static readonly ErrorCode AttachedElsewhere = new("ATTACHED_ELSEWHERE", StatusCode.Aborted, "The assessment goes on on another stream.");
    /// <summary>Another writer changed it first.</summary>
    public static readonly ErrorCode ConcurrentChange = new("CONCURRENT_CHANGE", StatusCode.Aborted, "It was changed at the same time; read it again.", TimeSpan.FromMilliseconds(200));
    /// <summary>The etag is not the newest.</summary>
    public static readonly ErrorCode EtagMismatch = new("ETAG_MISMATCH", StatusCode.Aborted, "It was changed since it was read; read it again.");
    /// <summary>Another clinician has the case.</summary>
    public static readonly ErrorCode AlreadyAcknowledged = new("ALREADY_ACKNOWLEDGED", StatusCode.Aborted, "Another clinician has acknowledged this case.");
    /// <summary>The case is resolved.</summary>
    public static readonly ErrorCode AlreadyResolved = new("ALREADY_RESOLVED", StatusCode.FailedPrecondition, "The case is resolved already.");
    /// <summary>The assessment is over.</summary>
    public static readonly ErrorCode AssessmentClosed = new("ASSESSMENT_CLOSED", StatusCode.FailedPrecondition, "The assessment is over.");
    /// <summary>The patient withdrew consent before the call.</summary>
    public static readonly ErrorCode ConsentWithdrawn = new("CONSENT_WITHDRAWN", StatusCode.FailedPrecondition, "Consent was withdrawn before the assessment began.");
    /// <summary>A request id was used for another request.</summary>
    public static readonly ErrorCode RequestIdReused = new("REQUEST_ID_REUSED", StatusCode.FailedPrecondition, "The request_id was used for a different request.");

    /// <summary>Too many calls at once.</summary>
    public static readonly ErrorCode Overloaded = new("OVERLOADED", StatusCode.ResourceExhausted, "Too many calls at once; try again.", TimeSpan.FromSeconds(2));
    /// <summary>A message above the size limit.</summary>
    public static readonly ErrorCode MessageTooLarge = new("MESSAGE_TOO_LARGE", StatusCode.ResourceExhausted, "The message is larger than this service takes.");
    /// <summary>The node is being stopped; go on at another one.</summary>
    public static readonly ErrorCode Draining = new("DRAINING", StatusCode.Unavailable, "The service is being stopped here; try again, another node goes on.", TimeSpan.FromSeconds(1));
    /// <summary>The store does not answer.</summary>
    public static readonly ErrorCode StoreUnavailable = new("STORE_UNAVAILABLE", StatusCode.Unavailable, "The store does not answer; try again.", TimeSpan.FromSeconds(2));
    /// <summary>A method that is not there.</summary>
    public static readonly ErrorCode Unimplemented = new("UNIMPLEMENTED", StatusCode.Unimplemented, "There is no such method.");
    /// <summary>The caller went away or its deadline passed.</summary>
    public static readonly ErrorCode Cancelled = new("CANCELLED", StatusCode.Cancelled, "The call was cancelled.");
    /// <summary>A bug. Carries no text about it.</summary>
    public static readonly ErrorCode Internal = new("INTERNAL", StatusCode.Internal, "");

    /// <summary>All codes, by reason.</summary>
    public static IReadOnlyDictionary<string, ErrorCode> All { get; } = typeof(ErrorCodes)
        .GetFields(BindingFlags.Public | BindingFlags.Static)
        .Where(field => field.FieldType == typeof(ErrorCode))
        .Select(field => (ErrorCode)field.GetValue(null)!)
        .ToDictionary(code => code.Reason);
}
