namespace VoiceStage.Risk.Priority;

/// <summary>One referral that nobody has assessed yet.</summary>
/// <param name="Id">Referral id.</param>
/// <param name="TextScore">Stage-1 score on the probability scale, in [0, 1]; null is unknown, never low.</param>
/// <param name="ReferredAt">When it arrived.</param>
/// <param name="RequiredBy">By when a rule or a person has asked for this call (a call-back, a referral marked urgent); null when none has.</param>
/// <param name="CallMinutes">What the call is expected to cost, above 0.</param>
public sealed record CallCandidate(string Id, double? TextScore, DateTimeOffset ReferredAt, DateTimeOffset? RequiredBy, double CallMinutes);

/// <summary>What calls of one band of the text score have found so far.</summary>
/// <param name="Calls">Calls made, 0 or more.</param>
/// <param name="Findings">Those after which a person had to be seen, at most <paramref name="Calls"/>.</param>
public readonly record struct CallTally(int Calls, int Findings);

/// <summary>A place in the order of calls.</summary>
/// <param name="Id">Referral id.</param>
/// <param name="IsRequired">Whether a rule asks for it: then no budget holds it back.</param>
/// <param name="FitsBudget">Whether it fits what is left of the budget; what does not is called after it, in the same order, and never dropped.</param>
/// <param name="FindingsPerHour">The index: expected findings per hour of calls with the bonus of what is little known; null where a rule decides.</param>
/// <param name="Reason">Why it stands there, in words for an operator.</param>
public sealed record CallPlace(string Id, bool IsRequired, bool FitsBudget, double? FindingsPerHour, string Reason);

/// <summary>Settings of the order of calls.</summary>
public sealed record CallOrderOptions
{
    /// <summary>Minutes of calls at hand, at least 0. Default 480, one line for a shift.</summary>
    public double BudgetMinutes { get; init; } = 480;

    /// <summary>Whoever has waited this long is called before everybody whom no rule asks for. Default 72 hours, the contact deadline of the lowest level: no score makes anybody wait for ever.</summary>
    public TimeSpan LongestWait { get; init; } = TimeSpan.FromHours(72);

    /// <summary>Text score from which a referral is required within <see cref="HighScoreWithin"/>. Default 0.5, as in the default site policy.</summary>
    public double HighAtOrAbove { get; init; } = .5;

    /// <summary>Time within which a high score, or none, must be called. Default 24 hours, the deadline of an unknown level.</summary>
    public TimeSpan HighScoreWithin { get; init; } = TimeSpan.FromHours(24);

    /// <summary>Weight of the bonus for what is little known, at least 0; 0 is greedy. Default 0.05 (design default: a finding in a band that nobody calls is learned of, and costs little).</summary>
    public double Exploration { get; init; } = .05;
}

/// <summary>Whom to call next, of those not yet assessed: what rules require first, then a deterministic bandit under a budget of minutes.</summary>
/// <remarks>
/// <para>Required are a call that somebody asked for and whose time is near, a high score (or none: unknown is never low) and everybody who has waited too long. They go by the sooner
/// deadline, before the budget is looked at: it never withholds what a rule requires.</para>
/// <para>The rest go by an upper confidence index per hour of call (UCB1 of Auer, Cesa-Bianchi, Fischer 2002, over cost as Tran-Thanh et al. 2012):
/// (mean + w √(2 ln(N + 1) / (n + 1))) · 60 / minutes, over five bands of the text score. The mean is (findings + 4 p) / (n + 4), p the score itself, so that with no calls yet the order
/// is that of the score. No draws: the same referrals and tallies give the same order everywhere. Equal ones go by arrival, then id.</para>
/// </remarks>
public static class CallOrder
{
    /// <summary>Bands of the text score: below .05, .1, .2, .35, and up to 1.</summary>
    public const int BandCount = 5;

    private const double PriorCalls = 4;
    private static readonly double[] Edges = [.05, .1, .2, .35];

    /// <summary>Band of a score, 0 to 4.</summary>
    /// <param name="textScore">In [0, 1].</param>
    public static int Band(double textScore) => Edges.Count(edge => textScore >= edge);

    /// <summary>Orders referrals. Everybody who comes in comes out once.</summary>
    /// <param name="waiting">Not yet assessed, in any order.</param>
    /// <param name="tallies">What calls of each band have found, shape [<see cref="BandCount"/>].</param>
    /// <param name="now">The moment.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="ArgumentException">The tallies have another shape.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A call costs nothing or less, or a score is no probability.</exception>
    public static IReadOnlyList<CallPlace> Order(IReadOnlyList<CallCandidate> waiting, IReadOnlyList<CallTally> tallies, DateTimeOffset now, CallOrderOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(waiting);
        ArgumentNullException.ThrowIfNull(tallies);
        options ??= new();
        if (tallies.Count != BandCount)
        {
            throw new ArgumentException($"there are {tallies.Count} tallies, one for each of {BandCount} bands is needed", nameof(tallies));
        }

        foreach (var candidate in waiting)
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(candidate.CallMinutes, nameof(waiting));
            if (candidate.TextScore is { } score && score is not (>= 0 and <= 1))
            {
                throw new ArgumentOutOfRangeException(nameof(waiting), score, "a text score lies between 0 and 1");
            }
        }

        var all = tallies.Sum(tally => tally.Calls);
        var order = waiting.Select(candidate => (Candidate: candidate, Rule: RuleOf(candidate, now, options), Index: Index(candidate, tallies, all, options)))
            .OrderBy(item => item.Rule?.Deadline ?? DateTimeOffset.MaxValue)
            .ThenByDescending(item => item.Index)
            .ThenBy(item => item.Candidate.ReferredAt)
            .ThenBy(item => item.Candidate.Id, StringComparer.Ordinal);
        var places = new List<CallPlace>(waiting.Count);
        var left = options.BudgetMinutes;
        foreach (var (candidate, rule, index) in order)
        {
            left -= candidate.CallMinutes;
            var fits = rule is not null || left >= 0;
            places.Add(new(candidate.Id, rule is not null, fits, rule is null ? index : null, rule?.Why ?? (fits ? "expected findings per hour" : "beyond today's minutes: next")));
        }

        return places;
    }

    private static (DateTimeOffset Deadline, string Why)? RuleOf(CallCandidate candidate, DateTimeOffset now, CallOrderOptions options)
    {
        var rules = new List<(DateTimeOffset Deadline, string Why)>();
        if (candidate.RequiredBy is { } by)
        {
            rules.Add((by, "asked for by a rule or a person"));
        }

        if (candidate.TextScore is null || candidate.TextScore >= options.HighAtOrAbove)
        {
            rules.Add((candidate.ReferredAt + options.HighScoreWithin, candidate.TextScore is null ? "no text score: unknown is never low" : "high text score"));
        }

        if (candidate.ReferredAt + options.LongestWait <= now)
        {
            rules.Add((candidate.ReferredAt + options.LongestWait, "has waited longest"));
        }

        return rules.Count == 0 ? null : rules.MinBy(rule => rule.Deadline);
    }

    private static double Index(CallCandidate candidate, IReadOnlyList<CallTally> tallies, int all, CallOrderOptions options)
    {
        var score = candidate.TextScore ?? 1;
        var tally = tallies[Band(score)];
        var mean = (tally.Findings + (PriorCalls * score)) / (tally.Calls + PriorCalls);
        return (mean + (options.Exploration * Math.Sqrt(2 * Math.Log(all + 1) / (tally.Calls + 1)))) * 60 / candidate.CallMinutes;
    }
}
