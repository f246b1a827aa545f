using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Evaluation;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Priority;

/// <summary>What a clinician's limited time buys under different orders of the same synthetic people.</summary>
/// <remarks>
/// Relevant is who has ideation. <c>voicestage</c> is the worklist's own order (<see cref="WorklistOrder"/>) over the documented likelihood-ratio fusion of everything,
/// with posts by expected worth per word; the other orders know one source each and show posts as stage 1 ranked them. One tier and one deadline for everybody: tiers and ageing
/// are safety rules, not gain. Equal keys go by arrival. <c>best</c> knows the truth.
/// <para>With baselines, which learned from other people: <c>fitted</c> orders by the glass-box fusion (what a site's own model could reach; the service gives no fitted
/// model a say in its order), <c>spans</c> is <c>voicestage</c> with posts by the span scorer, <c>logistic_random</c> is a logistic regression with posts in a drawn order.
/// With levels: <c>tiers</c> is <c>voicestage</c> within its tiers, <c>ageing</c> also puts the overdue first, at the arrival of the last person.</para>
/// </remarks>
public sealed class PriorityEvaluation
{
    private const double TextHighAtOrAbove = .5;
    private static readonly LikelihoodRatioFusion Fusion = new();
    private readonly IReadOnlyList<SyntheticPerson> people;
    private readonly PriorityBaselines? baselines;
    private readonly Func<SyntheticPerson, (CareLevel Level, TimeSpan Contact)>? levels;

    /// <summary>The orders, as they are named in reports.</summary>
    public static IReadOnlyList<string> Orders { get; } = ["voicestage", "text_only", "voice_only", "instrument_only", "first_come", "best"];

    /// <summary>Half-lives of the reader's patience, in seconds: the two of the measure's authors, an hour, a shift.</summary>
    public static IReadOnlyList<double> HalfLivesSeconds { get; } = [TimeBiasedGain.HalfLifeSeconds, TimeBiasedGain.LongHalfLifeSeconds, 3_600, 28_800];

    /// <summary>Depths at which the recall of evidence is counted.</summary>
    public static IReadOnlyList<int> RecallDepths { get; } = [1, 3, 5];

    /// <summary>Orders that need baselines.</summary>
    public static IReadOnlyList<string> LearnedOrders { get; } = ["fitted", "spans", "logistic_random"];

    /// <summary>Orders that need levels.</summary>
    public static IReadOnlyList<string> LevelOrders { get; } = ["tiers", "ageing"];

    /// <summary>A post is decisive from this stop probability on (design default).</summary>
    public const double DecisiveStopProbability = .5;

    /// <summary>Orders one cohort in every way.</summary>
    /// <param name="people">Synthetic people; each one's last session is on the list.</param>
    /// <param name="baselines">Learned on other people; null leaves <see cref="LearnedOrders"/> out.</param>
    /// <param name="levels">Level of care of a person by the rules, and the time until contact; null leaves <see cref="LevelOrders"/> out.</param>
    /// <param name="only">Names of orders; null makes all there can be.</param>
    public PriorityEvaluation(
        IReadOnlyList<SyntheticPerson> people, PriorityBaselines? baselines = null, Func<SyntheticPerson, (CareLevel Level, TimeSpan Contact)>? levels = null, IReadOnlyList<string>? only = null)
    {
        ArgumentNullException.ThrowIfNull(people);
        (this.people, this.baselines, this.levels) = (people, baselines, levels);
        Names = only ?? [.. Orders, .. baselines is null ? [] : LearnedOrders, .. levels is null ? [] : LevelOrders];
        Rankings = Names.ToDictionary(order => order, Ranking, StringComparer.Ordinal);
    }

    /// <summary>The orders that were made, as they are reported.</summary>
    public IReadOnlyList<string> Names { get; }

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
    public double MeanSecondsToEvidence(string order) => MeanSecondsTo(order, item => item.StopProbability > 0);

    /// <summary>The same until the first decisive post (<see cref="DecisiveStopProbability"/>); relevant people without one are left out.</summary>
    /// <param name="order">A name of <see cref="Names"/>.</param>
    public double MeanSecondsToDecisiveEvidence(string order) => MeanSecondsTo(order, item => item.StopProbability >= DecisiveStopProbability);

    private double MeanSecondsTo(string order, Func<EvidenceItem, bool> counts)
    {
        var (seconds, found) = (0.0, new List<double>());
        foreach (var person in Rankings[order])
        {
            var first = person.Evidence.ToList().FindIndex(item => counts(item));
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
        "voicestage" => Listed(person => Estimate(person, only: null), ByScore),
        "tiers" => Listed(person => Estimate(person, only: null), ByScore, withTiers: true),
        "ageing" => Listed(person => Estimate(person, only: null), ByScore, withTiers: true, withAgeing: true),
        "fitted" => Listed(person => Learned.Fitted.Predict(FusionFeatures.Of(CohortInputs.Of(person, person.Today))).Probability, ByScore),
        "spans" => Listed(person => Estimate(person, only: null), BySpans),
        "logistic_random" => LogisticRandom(),
        "first_come" => By(person => -person.Today.ArrivalMinutes),
        "text_only" => By(person => person.Today.TextScore ?? double.NegativeInfinity),
        "voice_only" => By(person => Estimate(person, only: "voice") ?? double.NegativeInfinity),
        "instrument_only" => By(person => Estimate(person, only: "instruments") ?? double.NegativeInfinity),
        _ => throw new ArgumentOutOfRangeException(nameof(order), order, "not an order"),
    };

    private PriorityBaselines Learned => baselines ?? throw new InvalidOperationException("this order needs baselines");

    private static List<(SyntheticPost Post, double Stop)> ByScore(SyntheticPerson person) => ByWorth(person, post => post.StageOneScore);

    private List<(SyntheticPost Post, double Stop)> BySpans(SyntheticPerson person) => ByWorth(person, post => Learned.Spans.Score(post.Text) * Learned.StopProbability);

    /// <summary>Without the truth: a post stops the reader as likely as its score says.</summary>
    private static List<(SyntheticPost Post, double Stop)> ByWorth(SyntheticPerson person, Func<SyntheticPost, double> score) =>
        [.. person.Posts.Select(post => (Post: post, Stop: score(post))).OrderByDescending(item => item.Stop / item.Post.WordCount)];

    /// <summary>The worklist's own order over these probabilities.</summary>
    private List<RankedPerson> Listed(
        Func<SyntheticPerson, double?> probability, Func<SyntheticPerson, List<(SyntheticPost Post, double Stop)>> shownFirst, bool withTiers = false, bool withAgeing = false)
    {
        var shown = people.ToDictionary(person => person.Id, shownFirst, StringComparer.Ordinal);
        var start = DateTimeOffset.UnixEpoch;
        var cases = people.Select(person =>
        {
            var (level, contact) = withTiers ? (levels ?? throw new InvalidOperationException("this order needs levels"))(person) : (CareLevel.Unknown, TimeSpan.Zero);
            return new WorklistCase(
                person.Id, level, withTiers && person.Today.TextScore >= TextHighAtOrAbove, probability(person),
                withAgeing ? start.AddMinutes(person.Today.ArrivalMinutes) + contact : DateTimeOffset.MaxValue,
                TimeBiasedGain.ExpectedWords([.. shown[person.Id].Select(item => new EvidenceItem(item.Stop, item.Post.WordCount))]));
        }).ToList();
        var byId = people.ToDictionary(person => person.Id, StringComparer.Ordinal);
        var now = withAgeing ? start.AddMinutes(people.Max(person => person.Today.ArrivalMinutes)) : DateTimeOffset.MinValue;
        return [.. WorklistOrder.Order(cases, now).Select(place => Ranked(byId[place.Id], shown[place.Id].Select(item => item.Post)))];
    }

    /// <summary>Posts in an order that the person's number draws: the same in every run.</summary>
    private List<RankedPerson> LogisticRandom()
    {
        var scores = LogisticBaseline.Probabilities(Learned.Rows, PriorityBaselines.RowsOf(people));
        return [.. people.Zip(scores).OrderByDescending(pair => pair.Second).ThenBy(pair => pair.First.Today.ArrivalMinutes).Select(pair =>
        {
            var draws = new SeededDraws(1, int.Parse(pair.First.Id["synthetic-".Length..], System.Globalization.CultureInfo.InvariantCulture), "random evidence");
            return Ranked(pair.First, pair.First.Posts.Select(post => (post, Key: draws.Uniform())).OrderBy(item => item.Key).Select(item => item.post));
        })];
    }

    private static double? Estimate(SyntheticPerson person, string? only)
    {
        var inputs = CohortInputs.Of(person, person.Today);
        inputs = only switch
        {
            // Voice alone is too little for the fusion, which abstains; beside a text score that says the same of everybody it orders by voice.
            "voice" => new RiskInputs { Voice = inputs.Voice, Sex = inputs.Sex, Text = new TextEvidence(.5, "probability", IsHigh: false) },
            "instruments" => new RiskInputs { Instruments = inputs.Instruments, Answers = inputs.Answers },
            _ => inputs,
        };
        return Fusion.Estimate(inputs).Probability;
    }

    private List<RankedPerson> By(Func<SyntheticPerson, double> key) =>
        [.. people.OrderByDescending(key).ThenBy(person => person.Today.ArrivalMinutes).Select(person => Ranked(person, person.Posts))];

    private static RankedPerson Ranked(SyntheticPerson person, IEnumerable<SyntheticPost> posts) =>
        new(person.Today.Ideation, [.. posts.Select(post => new EvidenceItem(post.StopProbability, post.WordCount))]);
}
