using VoiceStage.Risk.Cohort;

namespace VoiceStage.Risk.Priority;

/// <summary>What an order of calls reached.</summary>
/// <param name="Order">Its name.</param>
/// <param name="FoundInTwoDays">Of people with ideation, the share called within 48 hours of their referral and not answering a clear no to everything, 0 to 1.</param>
/// <param name="MeanHoursToCall">From referral to call, of people with ideation, in hours.</param>
/// <param name="LongestWaitHours">Of everybody, in hours.</param>
/// <param name="OvertimeMinutes">Minutes of required calls beyond the budgets, in all.</param>
public sealed record CallOrderFigures(string Order, double FoundInTwoDays, double MeanHoursToCall, double LongestWaitHours, double OvertimeMinutes);

/// <summary>Plays a synthetic cohort's referrals day by day under a budget of call minutes, once for each order.</summary>
/// <remarks>
/// A call takes 5 minutes, 9 when it finds something (design defaults); the order expects 6. <c>voicestage</c> is <see cref="CallOrder"/>; <c>text</c> calls by score and <c>first_come</c> by arrival
/// within the budget alone, with nobody required; <c>greedy</c> is ours without the bonus. Nobody's truth is read before their call.
/// </remarks>
public static class CallOrderEvaluation
{
    private const double ExpectedMinutes = 6;

    /// <summary>The orders, as they are reported.</summary>
    public static IReadOnlyList<string> Orders { get; } = ["voicestage", "greedy", "text", "first_come"];

    /// <summary>Runs every order over the same people.</summary>
    /// <param name="people">Synthetic people; the last session's arrival is the referral.</param>
    /// <param name="budgetMinutes">Minutes of calls a day, above 0.</param>
    public static IReadOnlyList<CallOrderFigures> Run(IReadOnlyList<SyntheticPerson> people, double budgetMinutes)
    {
        ArgumentNullException.ThrowIfNull(people);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(budgetMinutes);
        return [.. Orders.Select(order => Play(people, budgetMinutes, order))];
    }

    private static CallOrderFigures Play(IReadOnlyList<SyntheticPerson> people, double budgetMinutes, string name)
    {
        var start = DateTimeOffset.UnixEpoch;
        var tallies = new CallTally[CallOrder.BandCount];
        var waiting = people.ToDictionary(person => person.Id, StringComparer.Ordinal);
        var hours = new Dictionary<string, double>(StringComparer.Ordinal);
        var (found, overtime) = (0, 0.0);
        for (var day = 1; waiting.Count > 0; day++)
        {
            var now = start.AddDays(day);
            var here = waiting.Values.Where(person => start.AddMinutes(person.Today.ArrivalMinutes) <= now).OrderBy(person => person.Id, StringComparer.Ordinal).ToList();
            var left = budgetMinutes;
            foreach (var (person, isRequired) in Ordered(here, tallies, now, budgetMinutes, name))
            {
                if (left <= 0 && !isRequired)
                {
                    continue;
                }

                var finds = Finds(person.Today);
                var minutes = finds ? 9 : 5;
                overtime += Math.Max(0, minutes - Math.Max(0, left));
                left -= minutes;
                hours[person.Id] = ((day * 24 * 60) - person.Today.ArrivalMinutes) / 60;
                waiting.Remove(person.Id);
                found += finds && person.Today.Ideation && hours[person.Id] <= 48 ? 1 : 0;
                if (person.Today.TextScore is { } score)
                {
                    var band = CallOrder.Band(score);
                    tallies[band] = new(tallies[band].Calls + 1, tallies[band].Findings + (finds ? 1 : 0));
                }
            }
        }

        var relevant = people.Where(person => person.Today.Ideation).ToList();
        return new(name, found / (double)relevant.Count, relevant.Average(person => hours[person.Id]), hours.Values.Max(), overtime);
    }

    private static IEnumerable<(SyntheticPerson Person, bool IsRequired)> Ordered(List<SyntheticPerson> here, CallTally[] tallies, DateTimeOffset now, double budgetMinutes, string name)
    {
        if (name is "text" or "first_come")
        {
            return here.OrderByDescending(person => name == "text" ? person.Today.TextScore ?? 0 : 0).ThenBy(person => person.Today.ArrivalMinutes).Select(person => (person, false));
        }

        var byId = here.ToDictionary(person => person.Id, StringComparer.Ordinal);
        var candidates = here.Select(person => new CallCandidate(person.Id, person.Today.TextScore, DateTimeOffset.UnixEpoch.AddMinutes(person.Today.ArrivalMinutes), null, ExpectedMinutes)).ToList();
        var options = new CallOrderOptions { BudgetMinutes = budgetMinutes };
        return CallOrder.Order(candidates, tallies, now, name == "greedy" ? options with { Exploration = 0 } : options).Select(place => (byId[place.Id], place.IsRequired));
    }

    /// <summary>Anything but a clear no to the first four suicide items, all of them asked.</summary>
    private static bool Finds(SyntheticSession session) =>
        !Enumerable.Range(1, 4).All(item => session.Answers.TryGetValue(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"asq.{item}"), out var answer) && answer == "no");
}
