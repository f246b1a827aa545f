using System.Globalization;

namespace VoiceStage.Risk.Cohort;

/// <summary>What a synthetic person answers: PHQ items by graded response, suicide items with denial, false yes, refusal, an unclear rest, and hang-ups.</summary>
/// <remarks>
/// <para>PHQ: latent .8 s + .6 (√.5 g + √.5 e), g the person's, e the item's, against the item's three thresholds; items 3 to 9 are asked when items 1 and 2
/// sum to 3 or more. Item 9 is a suicide item: its latent is raised by 1.5 with ideation, and denial makes it 0.</para>
/// <para>Denial: with probability √ρ an item follows the person's one draw, otherwise its own; so every pair of denials correlates exactly ρ and each
/// happens at the set rate. The truth of items 1 to 3 is ideation, of item 4 a lifetime attempt, of item 5 acute thoughts; item 5 is asked after a
/// yes, refusal or unclear answer.</para>
/// </remarks>
internal sealed class CohortAnswers
{
    // Thresholds of the latent at which 1, 2 and 3 begin: mood and energy items are endorsed more often than movement and item 9 (design defaults).
    private static readonly double[][] Thresholds =
    [
        [.0, .9, 1.6], [.1, 1.0, 1.7], [-.3, .6, 1.3], [-.4, .5, 1.2], [.2, 1.0, 1.7], [.3, 1.1, 1.8], [.2, 1.0, 1.7], [.9, 1.7, 2.3], [1.6, 2.2, 2.7],
    ];

    private readonly CohortOptions _options;
    private readonly double _hangUpIntercept;
    private readonly double _refusalIntercept;

    public CohortAnswers(CohortOptions options)
    {
        _options = options;
        _hangUpIntercept = options.HangUpRate > 0 ? Gauss.Intercept(options.HangUpRate, .5) : double.NegativeInfinity;
        _refusalIntercept = options.RefusalRate > 0 ? Gauss.Intercept(options.RefusalRate, .5) : double.NegativeInfinity;
    }

    /// <summary>One session's answers, with the steps that were reached.</summary>
    public Answered Draw(SeededDraws draws, SessionTruth truth, bool suicideItemsFirst)
    {
        var suicide = SuicideAnswers(draws, truth, out var deniesItem9);
        var mood = MoodAnswers(draws, truth, deniesItem9);
        string[] tasks = ["mood", "vowel"];
        List<KeyValuePair<string, string>> steps = suicideItemsFirst ? [.. suicide, .. Steps(tasks), .. mood] : [.. Steps(tasks), .. mood, .. suicide];
        var hangsUp = draws.Happens(Gauss.Logistic(_hangUpIntercept + (.5 * truth.Severity)));
        var end = draws.Between(0, steps.Count - 1);
        var reached = hangsUp ? steps.Take(end).ToList() : steps;
        return new(
            reached.Where(step => step.Value.Length > 0).ToDictionary(step => step.Key, step => step.Value, StringComparer.Ordinal),
            reached.Select(step => step.Key).ToHashSet(StringComparer.Ordinal),
            hangsUp);
    }

    private List<KeyValuePair<string, string>> SuicideAnswers(SeededDraws draws, SessionTruth truth, out bool deniesItem9)
    {
        var follows = Math.Sqrt(_options.DenialCorrelation);
        var denier = draws.Happens(_options.DenialRate);
        bool Denies() => draws.Happens(follows) ? denier : draws.Happens(_options.DenialRate);
        var refuser = draws.Happens(Gauss.Logistic(_refusalIntercept + (.5 * truth.Severity)));
        var firstRefused = draws.Between(1, 4);
        bool[] truths = [truth.Ideation, truth.Ideation, truth.Ideation, truth.AttemptLifetime, truth.AcuteNow];
        var answers = new List<KeyValuePair<string, string>>();
        for (var item = 1; item <= 5; item++)
        {
            var denies = Denies();
            var falseYes = draws.Happens(_options.FalseYesRate);
            var unclear = draws.Happens(_options.UnclearRate);
            var refuses = refuser && (item == firstRefused || draws.Happens(.5));
            if (item == 5 && answers.TrueForAll(answer => answer.Value == "no"))
            {
                break;
            }

            var yes = truths[item - 1] ? !denies : falseYes;
            answers.Add(new(Name("asq", item), refuses ? "refused" : unclear ? "unclear" : yes ? "yes" : "no"));
        }

        deniesItem9 = Denies();
        return answers;
    }

    private static List<KeyValuePair<string, string>> MoodAnswers(SeededDraws draws, SessionTruth truth, bool deniesItem9)
    {
        var general = draws.Gaussian();
        var answers = new List<KeyValuePair<string, string>>();
        for (var item = 1; item <= 9; item++)
        {
            var latent = (.8 * truth.Severity) + (.6 * Math.Sqrt(.5) * (general + draws.Gaussian())) + (item == 9 && truth.Ideation ? 1.5 : 0);
            var points = item == 9 && deniesItem9 && truth.Ideation ? 0 : Thresholds[item - 1].Count(threshold => latent >= threshold);
            answers.Add(new(Name("phq", item), points.ToString(CultureInfo.InvariantCulture)));
        }

        var gate = answers.Take(2).Sum(answer => answer.Value[0] - '0');
        return gate >= 3 ? answers : answers[..2];
    }

    private static IEnumerable<KeyValuePair<string, string>> Steps(IEnumerable<string> tasks) => tasks.Select(task => new KeyValuePair<string, string>(task, ""));

    private static string Name(string instrument, int item) => string.Create(CultureInfo.InvariantCulture, $"{instrument}.{item}");
}

/// <summary>Answers of a session, the steps that were reached, and whether the patient hung up.</summary>
internal sealed record Answered(IReadOnlyDictionary<string, string> Answers, IReadOnlySet<string> Reached, bool HungUp);
