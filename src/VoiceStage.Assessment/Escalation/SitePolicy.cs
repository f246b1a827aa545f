using System.Security.Cryptography;
using System.Text.Json;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Escalation;

/// <summary>What one level asks of people, and by when.</summary>
/// <param name="Level">Level.</param>
/// <param name="Notify">Longest time until somebody is told; null is the daily digest.</param>
/// <param name="Acknowledge">A person must have taken the case by then.</param>
/// <param name="Contact">A person must have spoken with the patient by then.</param>
/// <param name="RungAfter">How long an unacknowledged case stays with one rung before the next is told.</param>
/// <param name="Channels">On how many channels at once it is told.</param>
/// <param name="OffersTransfer">Whether a live transfer is offered during the call.</param>
public sealed record LevelTimers(
    CareLevel Level, TimeSpan? Notify, TimeSpan Acknowledge, TimeSpan Contact, TimeSpan RungAfter, int Channels, bool OffersTransfer);

/// <summary>What a site decides: thresholds, timers and its crisis line. Data with a version; a session names the version it ran under.</summary>
public sealed record SitePolicy
{
    /// <summary>Version; every change of a value needs a new one, because sessions replay under it.</summary>
    public required string Version { get; init; }

    /// <summary>Stage-1 probability at and above which the text counts as high. Default 0.7 (a design default, see CLINICAL notes in the model card).</summary>
    public required double TextScoreHighAtOrAbove { get; init; }

    /// <summary>PHQ-9 total at and above which the level is at least moderate; 20 is the published band "severe".</summary>
    public required int Phq9ModerateAtOrAbove { get; init; }

    /// <summary>Probability (voice never lowering) at and above which the model alone raises to moderate; null switches it off. Default 0.9.</summary>
    /// <remarks>Odds of 9 : 1: the voice alone, capped at 3 : 1, moves nobody whose other evidence is below 3 : 1. High and imminent need a rule or a person.</remarks>
    public double? ModelModerateAtOrAbove { get; init; }

    /// <summary>Whom a hand-over seeks, in order; the last one always answers.</summary>
    public required IReadOnlyList<string> HandoffLadder { get; init; }

    /// <summary>Seconds that each rung of the hand-over may take; the whole ladder ends within 60 s.</summary>
    public required double HandoffRungSeconds { get; init; }

    /// <summary>Seconds between two reminders while the patient pauses.</summary>
    public required double PauseReminderSeconds { get; init; }

    /// <summary>Seconds after which a pause goes to a person.</summary>
    public required double PauseLimitSeconds { get; init; }

    /// <summary>Seconds that a broken stream may take to come back before it counts as a hang-up.</summary>
    public required double ResumeWithinSeconds { get; init; }

    /// <summary>Age in years below which a patient goes to a person.</summary>
    public required int AdultFromYears { get; init; }

    /// <summary>Words that tell where help is at any hour; a site sets its own.</summary>
    public required string CrisisLineText { get; init; }

    /// <summary>Timers by level.</summary>
    public required IReadOnlyList<LevelTimers> Timers { get; init; }

    /// <summary>The policy that is shipped.</summary>
    public static SitePolicy Default { get; } = LoadDefault();

    /// <summary>Timers of a level.</summary>
    /// <param name="level">Level.</param>
    public LevelTimers For(CareLevel level) => Timers.First(timers => timers.Level == level);

    /// <summary>Reads a site's policy.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <exception cref="ArgumentException">A value is missing or out of range; the message names it.</exception>
    public static SitePolicy Parse(Stream stream)
    {
        SitePolicy policy;
        try
        {
            policy = JsonSerializer.Deserialize<SitePolicy>(stream, EmbeddedData.Json) ?? throw new ArgumentException("the site policy is empty", nameof(stream));
        }
        catch (JsonException error)
        {
            throw new ArgumentException($"the site policy cannot be read: {error.Message}", nameof(stream), error);
        }

        policy.Check();
        return policy;
    }

    /// <summary>Eight hex digits of the values: a site that changes one and forgets the version is still told apart when a session is replayed.</summary>
    internal string Mark() => Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(this, EmbeddedData.Json)))[..8];

    private void Check()
    {
        static void Require(bool holds, string message)
        {
            if (!holds)
            {
                throw new ArgumentException($"site policy: {message}");
            }
        }

        Require(TextScoreHighAtOrAbove is > 0 and <= 1, "textScoreHighAtOrAbove must be above 0 and at most 1");
        Require(ModelModerateAtOrAbove is null or (> 0 and <= 1), "modelModerateAtOrAbove must be above 0 and at most 1, or null");
        Require(Phq9ModerateAtOrAbove is > 0 and <= 27, "phq9ModerateAtOrAbove must be 1 to 27");
        Require(HandoffLadder.Count is > 0 and <= 5, "handoffLadder must name 1 to 5 rungs");
        Require(HandoffRungSeconds > 0 && HandoffRungSeconds * HandoffLadder.Count <= 60, "the hand-over ladder must end within 60 s");
        Require(PauseReminderSeconds >= 10 && PauseLimitSeconds >= PauseReminderSeconds && PauseLimitSeconds <= 1800, "pause times must be 10 s to 30 min");
        Require(ResumeWithinSeconds is >= 10 and <= 600, "resumeWithinSeconds must be 10 to 600");
        Require(CrisisLineText.Length is >= 20 and <= 600, "crisisLineText must have 20 to 600 characters");
        foreach (var level in Enum.GetValues<CareLevel>())
        {
            Require(Timers.Count(timers => timers.Level == level) == 1, $"timers must hold {level} once");
        }
    }

    private static SitePolicy LoadDefault()
    {
        using var stream = EmbeddedData.Open("Escalation.SitePolicy.json")!;
        return Parse(stream);
    }
}
