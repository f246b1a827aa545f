namespace VoiceStage.Server.Errors;

/// <summary>One wrong field of a request.</summary>
/// <param name="Field">Path of the field as in the .proto, for example <c>referral.posts[3].score</c>.</param>
/// <param name="Description">What is wanted; never repeats the value.</param>
public sealed record FieldViolation(string Field, string Description);
