using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Evaluation;
using VoiceStage.Risk.Findings;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Priority;

/// <summary>What was learned on other people of the same world: the fitted fusion, the table of the logistic baseline, and the span scorer.</summary>
/// <remarks>The people are drawn with a seed of their own, far from the seeds of the people on a list: nobody who is ranked was learned from.</remarks>
public sealed class PriorityBaselines
{
    /// <summary>What is added to a world's seed to draw the people to learn from.</summary>
    public const int SeedOffset = 1_000_000;

    private PriorityBaselines(FittedFusion fitted, IReadOnlyList<SiteRow> rows, SpanScorer spans, double stopProbability) =>
        (Fitted, Rows, Spans, StopProbability) = (fitted, rows, spans, stopProbability);

    /// <summary>The glass-box fusion, fitted.</summary>
    public FittedFusion Fitted { get; }

    /// <summary>The rows that the logistic baseline learns from.</summary>
    public IReadOnlyList<SiteRow> Rows { get; }

    /// <summary>The span scorer.</summary>
    public SpanScorer Spans { get; }

    /// <summary>Mean probability that a reader stops after a post that indicates, as annotated on those people, in [0, 1].</summary>
    public double StopProbability { get; }

    /// <summary>Draws people of a world and learns from them.</summary>
    /// <param name="world">World of the people on the list; its seed is moved by <see cref="SeedOffset"/>.</param>
    /// <param name="people">How many to learn from, enough for 20 with the label. Default 2,000.</param>
    /// <exception cref="SiteRowsException">There are too few with the label.</exception>
    public static PriorityBaselines Learn(CohortOptions world, int people = 2_000)
    {
        ArgumentNullException.ThrowIfNull(world);
        var drawn = CohortSimulator.Draw(world with { Seed = world.Seed + SeedOffset, People = people });
        var rows = RowsOf(drawn);
        var posts = drawn.Take(600).SelectMany(person => person.Posts).ToList();
        return new(
            FittedFusion.Fit([.. rows.Select(row => row.Values)], [.. rows.Select(row => row.Label)], [.. rows.Select(row => row.Person)]),
            rows,
            SpanScorer.Fit([.. posts.Select(post => post.Text)], [.. posts.Select(post => post.StopProbability > 0)], world.Seed),
            posts.Where(post => post.StopProbability > 0).Average(post => post.StopProbability));
    }

    /// <summary>Rows of today's sessions, without earlier ones: what a call knows.</summary>
    internal static IReadOnlyList<SiteRow> RowsOf(IEnumerable<SyntheticPerson> people) => [.. people.Select(person =>
        new SiteRow(person.Id, 1, person.Today.Ideation, FusionFeatures.Of(CohortInputs.Of(person, person.Today)), new Dictionary<string, string>()))];
}
