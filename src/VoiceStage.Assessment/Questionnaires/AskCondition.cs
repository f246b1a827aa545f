using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>When an item is asked, as data. Every part that is given must hold.</summary>
/// <remarks>An answer that is unknown in any way never closes a condition: only a clear "no" does (hazard H2).</remarks>
internal sealed record AskCondition
{
    /// <summary>Asked unless every one of these items is a clear no ("no", or "not at all").</summary>
    public IReadOnlyList<string> UnlessClearNo { get; init; } = [];

    /// <summary>Asked only when this item is a yes that did not already say when: its follow-up makes no sense otherwise.</summary>
    public string? YesWithoutTime { get; init; }

    /// <summary>Asked when these items, summed with every unknown counted as <see cref="UnknownCounts"/>, reach <see cref="AtLeast"/>.</summary>
    public IReadOnlyList<string> SumOf { get; init; } = [];

    /// <summary>Threshold of <see cref="SumOf"/>.</summary>
    public int AtLeast { get; init; }

    /// <summary>What an unknown counts in <see cref="SumOf"/>.</summary>
    public int UnknownCounts { get; init; } = 3;

    /// <summary>Asked on this channel only.</summary>
    public CallChannel? Channel { get; init; }

    internal IEnumerable<string> DependsOn => YesWithoutTime is null ? UnlessClearNo.Concat(SumOf) : UnlessClearNo.Concat(SumOf).Append(YesWithoutTime);

    /// <summary>Whether the item is asked with these answers; an item not answered yet counts as unknown.</summary>
    internal bool Holds(IReadOnlyDictionary<string, Answer> answers, ProtocolContext context) =>
        (Channel is null || Channel == context.Channel)
        && (UnlessClearNo.Count == 0 || UnlessClearNo.Any(id => !ClearNo.Is(answers, id)))
        && (SumOf.Count == 0 || SumOf.Sum(id => Points(answers, id)) >= AtLeast)
        && (YesWithoutTime is null || !answers.TryGetValue(YesWithoutTime, out var parent) || (parent.Is("yes") && parent.Period is null));

    private int Points(IReadOnlyDictionary<string, Answer> answers, string id) => FrequencyPoints.Of(answers, id) ?? UnknownCounts;
}
