using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Priority;

/// <summary>What a clinician's limited time buys under different orders of the same synthetic people.</summary>
/// <remarks>
/// Relevant is who has ideation. <c>voicestage</c> is the worklist's own order (<see cref="WorklistOrder"/>) over the documented likelihood-ratio fusion of everything,
/// with posts by expected worth per word; the other orders know one source each and show posts as stage 1 ranked them. One tier and one deadline for everybody: tiers and ageing
/// are safety rules, not gain. Equal keys go by arrival. <c>best</c> knows the truth.
/// </remarks>
public sealed class PriorityEvaluation
{
    private static readonly LikelihoodRatioFusion Fusion = new();
    private readonly IReadOnlyList<SyntheticPerson> people;

    /// <summary>The orders, as they are named in reports.</summary>
    public static IReadOnlyList<string> Orders { get; } = ["voicestage", "text_only", "voice_only", "instrument_only", "first_come", "best"];

    /// <summary>Half-lives of the reader's patience, in seconds: the two of the measure's authors, an hour, a shift.</summary>
    public static IReadOnlyList<double> HalfLivesSeconds { get; } = [TimeBiasedGain.HalfLifeSeconds, TimeBiasedGain.LongHalfLifeSeconds, 3_600, 28_800];

    /// <summary>Depths at which the recall of evidence is counted.</summary>
    public static IReadOnlyList<int> RecallDepths { get; } = [1, 3, 5];

    /// <summary>Orders one cohort in every way.</summary>
    /// <param name="people">Synthetic people; each one's last session is on the list.</param>
    public PriorityEvaluation(IReadOnlyList<SyntheticPerson> people)
    {
        ArgumentNullException.ThrowIfNull(people);
        this.people = people;
        Rankings = Orders.ToDictionary(order => order, Ranking, StringComparer.Ordinal);
    }

    /// <summary>People in the order of each name of <see cref="Orders"/>, each with the evidence in the order in which it is shown.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<RankedPerson>> Rankings { get; }

    /// <summary>hTBG of an order.</summary>
    /// <param name="order">A name of <see cref="Orders"/>.</param>
    /// <param name="halfLifeSeconds">Above 0.</param>
    public double Gain(string order, double halfLifeSeconds) => TimeBiasedGain.Of(Rankings[order], halfLifeSeconds);

    /// <summary>Share of relevant people's indicative posts that stand among the first <paramref name="depth"/> shown, 0 to 1.</summary>
    /// <param name="order">A name of <see cref="Orders"/>.</param>
    /// <param name="depth">1 or more.</param>
    public double EvidenceRecall(string order, int depth)
    {
        var relevant = Rankings[order].Where(person => person.IsRelevant).ToList();
        var all = relevant.Sum(person => person.Evidence.Count(item => item.StopProbability > 0));
        var shown = relevant.Sum(person => person.Evidence.Take(depth).Count(item => item.StopProbability > 0));
        return all == 0 ? 0 : (double)shown / all;
    }

    /// <summary>Mean time until a reader who goes down the list has read the first indicative post of a relevant person, in seconds; those without one are left out.</summary>
    /// <param name="order">A name of <see cref="Orders"/>.</param>
    public double MeanSecondsToEvidence(string order)
    {
        var (seconds, found) = (0.0, new List<double>());
        foreach (var person in Rankings[order])
        {
            var first = person.Evidence.ToList().FindIndex(item => item.StopProbability > 0);
            if (person.IsRelevant && first >= 0)
            {
                found.Add(seconds + TimeBiasedGain.LineSeconds + TimeBiasedGain.OpeningSeconds + (TimeBiasedGain.SecondsPerWord * person.Evidence.Take(first + 1).Sum(item => item.WordCount)));
            }

            seconds += TimeBiasedGain.ExpectedSeconds(person);
        }

        return found.Count == 0 ? 0 : found.Average();
    }

    private IReadOnlyList<RankedPerson> Ranking(string order) => order switch
    {
        "best" => TimeBiasedGain.BestOrder(people.Select(person => Ranked(person, person.Posts))),
        "voicestage" => Ours(),
        "first_come" => By(person => -person.Today.ArrivalMinutes),
        "text_only" => By(person => person.Today.TextScore ?? double.NegativeInfinity),
        "voice_only" => By(person => Estimate(person, only: "voice") ?? double.NegativeInfinity),
        "instrument_only" => By(person => Estimate(person, only: "instruments") ?? double.NegativeInfinity),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "not an order"),
    };

    private List<RankedPerson> Ours()
    {
        var shown = people.ToDictionary(person => person.Id, person => person.Posts.OrderByDescending(post => post.StageOneScore / post.WordCount).ToList(), StringComparer.Ordinal);
        var cases = people.Select(person => new WorklistCase(
            person.Id, CareLevel.Unknown, TextScoreIsHigh: false, Estimate(person, only: null), DateTimeOffset.MaxValue, ExpectedWords(shown[person.Id]))).ToList();
        var byId = people.ToDictionary(person => person.Id, StringComparer.Ordinal);
        return [.. WorklistOrder.Order(cases, DateTimeOffset.MinValue).Select(place => Ranked(byId[place.Id], shown[place.Id]))];
    }

    /// <summary>Without the truth: a post stops the reader as likely as stage 1 thinks much of it.</summary>
    private static double ExpectedWords(List<SyntheticPost> posts) =>
        TimeBiasedGain.ExpectedWords([.. posts.Select(post => new EvidenceItem(post.StageOneScore, post.WordCount))]);

    private static double? Estimate(SyntheticPerson person, string? only)
    {
        var inputs = CohortInputs.Of(person, person.Today);
        inputs = only switch
        {
            // Voice alone is too little for the fusion, which abstains; beside a text score that says the same of everybody it orders by voice.
            "voice" => new RiskInputs { Voice = inputs.Voice, Sex = inputs.Sex, Text = new TextEvidence(.5, "probability", IsHigh: false) },
            "instruments" => new RiskInputs { Instruments = inputs.Instruments },
            _ => inputs,
        };
        return Fusion.Estimate(inputs).Probability;
    }

    private List<RankedPerson> By(Func<SyntheticPerson, double> key) =>
        [.. people.OrderByDescending(key).ThenBy(person => person.Today.ArrivalMinutes).Select(person => Ranked(person, person.Posts))];

    private static RankedPerson Ranked(SyntheticPerson person, IEnumerable<SyntheticPost> posts) =>
        new(person.Today.Ideation, [.. posts.Select(post => new EvidenceItem(post.StopProbability, post.WordCount))]);
}
