using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Turns;

/// <summary>Whether a turn goes on.</summary>
/// <param name="End">Why it is over, or null.</param>
/// <param name="AsksWhetherComplete">Silence is long enough to ask whether what was said is a complete and certain answer.</param>
internal readonly record struct TurnVerdict(TurnEnd? End, bool AsksWhetherComplete)
{
    /// <summary>It goes on.</summary>
    public static TurnVerdict GoesOn => default;

    /// <summary>It goes on unless the answer is complete and certain.</summary>
    public static TurnVerdict MayBeComplete => new(null, true);

    /// <summary>It is over.</summary>
    public static TurnVerdict Over(TurnEnd end) => new(end, false);
}
