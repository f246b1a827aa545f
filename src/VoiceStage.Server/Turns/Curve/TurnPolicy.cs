namespace VoiceStage.Server.Turns.Curve;

/// <summary>A way of deciding that a patient has finished.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="FixedWaitSeconds">The one silence that always ends a turn; null is this service's own timing.</param>
public sealed record TurnPolicy(string Name, double? FixedWaitSeconds)
{
    /// <summary>What voice agents commonly do.</summary>
    public static TurnPolicy Agents { get; } = new("fixed_0.8", 0.8);

    /// <summary>One patient wait for every question and everybody.</summary>
    public static TurnPolicy Patient { get; } = new("fixed_2.5", 2.5);

    /// <summary>By question kind, adapted to the patient's own pauses, with an early end for complete answers.</summary>
    public static TurnPolicy VoiceStage { get; } = new("voicestage", null);

    /// <summary>All three, in the order they are printed.</summary>
    public static IReadOnlyList<TurnPolicy> All { get; } = [Agents, Patient, VoiceStage];
}
