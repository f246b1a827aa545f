using VoiceStage.Assessment.Answers;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>Level of the C-SSRS screener, ordered.</summary>
public enum ColumbiaLevel
{
    /// <summary>Every question a clear no.</summary>
    None,
    /// <summary>LA9194-7.</summary>
    Low,
    /// <summary>LA6751-7.</summary>
    Moderate,
    /// <summary>LA9193-9.</summary>
    High,
}

/// <summary>What the C-SSRS screener says.</summary>
/// <param name="Level">The highest level over all complete answer vectors that the answers allow; with nothing unknown, the level.</param>
/// <param name="KnownLevel">The level of the clear answers alone.</param>
/// <param name="IsPendingPerson">Whether an unknown answer had to be filled in.</param>
/// <param name="ReachedCount">How many questions were asked, whatever came of it; 0 is "not reached", which is unknown rather than high.</param>
public sealed record ColumbiaResult(ColumbiaLevel Level, ColumbiaLevel KnownLevel, bool IsPendingPerson, int ReachedCount);

/// <summary>Triage of the C-SSRS screener: a categorical maximum, never a sum. Pure; knows the structure, not the licensed words.</summary>
/// <remarks>
/// Questions 1 and 2 are Low, 3 Moderate, 4, 5 and 6a High, 6 alone (lifetime) Moderate. 3 to 5 follow 2, 6a follows 6. So there are 2 × 9 × 3 = 54
/// complete vectors. © Research Foundation for Mental Hygiene; LOINC 93374-7.
/// </remarks>
public static class ColumbiaScreen
{
    private static readonly string[] Ids = ["cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6a"];

    /// <summary>All legal complete vectors: seven answers in the order 1, 2, 3, 4, 5, 6, 6a; null is a question that was rightly not asked.</summary>
    public static IReadOnlyList<IReadOnlyList<bool?>> CompleteVectors { get; } = MakeVectors();

    /// <summary>Level of one complete vector.</summary>
    /// <param name="vector">Seven answers as in <see cref="CompleteVectors"/>.</param>
    public static ColumbiaLevel LevelOf(IReadOnlyList<bool?> vector)
    {
        ArgumentNullException.ThrowIfNull(vector);
        bool Yes(int index) => vector[index] == true;
        return Yes(3) || Yes(4) || Yes(6) ? ColumbiaLevel.High
            : Yes(2) || Yes(5) ? ColumbiaLevel.Moderate
            : Yes(0) || Yes(1) ? ColumbiaLevel.Low
            : ColumbiaLevel.None;
    }

    /// <summary>Scores the answers so far.</summary>
    /// <param name="answers">Final answers by item id (<c>cssrs.1</c>…<c>cssrs.6</c>, <c>cssrs.6a</c>).</param>
    public static ColumbiaResult Score(IReadOnlyDictionary<string, Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var known = Ids.Select(id => Clear(answers.GetValueOrDefault(id))).ToList();
        var knownLevel = LevelOf(known);
        var consistent = CompleteVectors.Where(vector => Enumerable.Range(0, Ids.Length).All(index => known[index] is null || vector[index] is null || vector[index] == known[index])
            && Enumerable.Range(0, Ids.Length).All(index => known[index] != true || vector[index] == true)).ToList();

        // Answers that no vector allows (a yes to a question that should not have been asked) still count for what they are.
        var highest = consistent.Select(LevelOf).Append(knownLevel).Max();
        var isComplete = consistent.Count == 1 || consistent.Exists(vector => Enumerable.Range(0, Ids.Length).All(index => vector[index] is null || vector[index] == known[index]));
        return new ColumbiaResult(highest, knownLevel, !isComplete, Ids.Count(answers.ContainsKey));
    }

    /// <summary>LOINC answer code of a level, or null for none.</summary>
    /// <param name="level">Level.</param>
    public static string? CodeOf(ColumbiaLevel level) => level switch
    {
        ColumbiaLevel.Low => "LA9194-7",
        ColumbiaLevel.Moderate => "LA6751-7",
        ColumbiaLevel.High => "LA9193-9",
        _ => null,
    };

    private static bool? Clear(Answer? answer) => answer is null ? null : answer.Is("yes") ? true : ClearNo.Is(answer) ? false : null;

    private static List<IReadOnlyList<bool?>> MakeVectors()
    {
        var vectors = new List<IReadOnlyList<bool?>>();
        bool?[] both = [false, true];
        foreach (var wish in both)
        {
            foreach (var (thought, how, intent, plan) in Thoughts())
            {
                foreach (var (ever, recent) in new (bool?, bool?)[] { (false, null), (true, false), (true, true) })
                {
                    vectors.Add([wish, thought, how, intent, plan, ever, recent]);
                }
            }
        }

        return vectors;
    }

    private static IEnumerable<(bool? Thought, bool? How, bool? Intent, bool? Plan)> Thoughts()
    {
        yield return (false, null, null, null);
        for (var bits = 0; bits < 8; bits++)
        {
            yield return (true, (bits & 1) != 0, (bits & 2) != 0, (bits & 4) != 0);
        }
    }
}
