using System.Globalization;

namespace VoiceStage.Assessment.Answers;

/// <summary>How long ago something was, in months: between <paramref name="Least"/> and <paramref name="Most"/>.</summary>
internal readonly record struct TimeAgo(double Least, double Most);

/// <summary>Finds "last month", "two years ago", "in March", "when I was a teenager" in words, and turns them into a period code.</summary>
/// <remarks>
/// Of several times the most recent counts. A boundary counts as recent ("three months ago" is within three months). What could be either is
/// <c>unknown</c>, which the level table treats like recent.
/// </remarks>
internal static class PeriodPhrases
{
    private const double DaysPerMonth = 30.44;
    private const double LongAgo = 1200;

    /// <summary>Months of each window code.</summary>
    internal static double? WindowMonths(string code) => code switch
    {
        "within_three_months" => 3,
        "within_six_months" => 6,
        _ => null,
    };

    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private static readonly (string Phrase, TimeAgo Time)[] Fixed =
    [
        ("today", new(0, 0.1)), ("tonight", new(0, 0.1)), ("this morning", new(0, 0.1)), ("this evening", new(0, 0.1)), ("this afternoon", new(0, 0.1)), ("yesterday", new(0, 0.1)), ("last night", new(0, 0.1)),
        ("the other day", new(0, 0.5)), ("just now", new(0, 0.1)), ("hours ago", new(0, 0.1)), ("hour ago", new(0, 0.1)), ("minutes ago", new(0, 0.1)), ("this week", new(0, 0.3)), ("last week", new(0, 0.6)),
        ("past week", new(0, 0.4)), ("last weekend", new(0, 0.6)), ("this month", new(0, 1)), ("last month", new(0, 2)), ("past month", new(0, 1.1)), ("recently", new(0, 2.5)), ("lately", new(0, 2.5)), ("very recent", new(0, 2)), ("days ago", new(0, 1)), ("few days", new(0, 0.5)), ("few weeks", new(0.5, 2)),
        ("weeks ago", new(0.5, 2.8)), ("past few weeks", new(0, 2)), ("last few weeks", new(0, 2)), ("last three months", new(0, 3)), ("past three months", new(0, 3)), ("last six months", new(0, 6)), ("past six months", new(0, 6)), ("last two months", new(0, 2)), ("past two months", new(0, 2)), ("last couple of months", new(0, 3)),
        ("less than three months", new(0, 3)), ("few months", new(2, 6)), ("several months", new(3, 8)), ("months ago", new(2, 11)), ("more than three months", new(3.01, LongAgo)), ("over three months", new(3.01, LongAgo)), ("more than six months", new(6.01, LongAgo)), ("over six months", new(6.01, LongAgo)),
        ("half a year", new(5, 7)), ("year ago", new(9, 15)), ("a year", new(9, 15)), ("a year and a half", new(16, 20)), ("over a year", new(12, LongAgo)), ("more than a year", new(12, LongAgo)), ("couple of years", new(18, 36)), ("couple years", new(18, 36)), ("few years", new(24, 72)), ("several years", new(36, 120)), ("many years", new(60, LongAgo)), ("some years", new(24, LongAgo)), ("years ago", new(18, LongAgo)), ("years back", new(18, LongAgo)), ("years before", new(18, LongAgo)),
        ("long time ago", new(12, LongAgo)), ("long ago", new(12, LongAgo)), ("very long time", new(12, LongAgo)), ("a long time back", new(12, LongAgo)), ("longer ago", new(6.01, LongAgo)), ("much longer", new(6.01, LongAgo)), ("ages ago", new(12, LongAgo)), ("decades", new(120, LongAgo)), ("decade", new(100, LongAgo)),
        ("childhood", new(36, LongAgo)), ("growing up", new(36, LongAgo)), ("as a child", new(36, LongAgo)), ("as a kid", new(36, LongAgo)), ("as a teenager", new(12, LongAgo)), ("as a teen", new(12, LongAgo)), ("as a boy", new(36, LongAgo)), ("as a girl", new(36, LongAgo)), ("as a young", new(36, LongAgo)), ("when i was", new(6.01, LongAgo)),
        ("in high school", new(6.01, LongAgo)), ("in college", new(6.01, LongAgo)), ("in school", new(6.01, LongAgo)), ("at school", new(6.01, LongAgo)), ("at university", new(6.01, LongAgo)), ("in my teens", new(12, LongAgo)), ("in my twenties", new(12, LongAgo)), ("in my thirties", new(12, LongAgo)), ("in my forties", new(12, LongAgo)), ("in the army", new(6.01, LongAgo)),
        ("the nineties", new(200, LongAgo)), ("the eighties", new(200, LongAgo)), ("the seventies", new(200, LongAgo)), ("the sixties", new(200, LongAgo)),
    ];

    private static readonly (string[] Words, TimeAgo Time)[] FixedWords =
        [.. Fixed.Select(entry => (entry.Phrase.Split(' '), entry.Time)).OrderByDescending(entry => entry.Item1.Length)];

    /// <summary>What a grammar listens for after "when?".</summary>
    internal static IReadOnlyList<string> Grammar { get; } = MakeGrammar();

    /// <summary>The period code that words say, or null when they name no time.</summary>
    /// <param name="text">What was said.</param>
    /// <param name="window">Window code of the item, for example <c>within_three_months</c>.</param>
    /// <param name="today">Date of the call where the patient is; null leaves months and years unknown.</param>
    internal static string? CodeOf(string? text, string window, DateOnly? today)
    {
        if (WindowMonths(window) is not { } months)
        {
            return null;
        }

        var times = Find(SpokenWords.WriteOut(text), today);
        return times.Count == 0 ? null
            : times.Any(time => time.Most <= months) ? window
            : times.All(time => time.Least > months) ? "longer_ago"
            : "unknown";
    }

    /// <summary>All times that words name.</summary>
    internal static List<TimeAgo> Find(List<string> words, DateOnly? today)
    {
        var times = new List<TimeAgo>();
        for (var at = 0; at < words.Count;)
        {
            var (time, count) = At(words, at, today);
            if (time is { } found)
            {
                // "Not recently" says that it is not within, but not since when.
                times.Add(at > 0 && (words[at - 1] is "not" or "no") ? new TimeAgo(0, LongAgo) : found);
            }

            at += Math.Max(1, count);
        }

        return times;
    }

    private static (TimeAgo? Time, int Count) At(List<string> words, int at, DateOnly? today)
    {
        if (Counted(words, at) is { } counted)
        {
            return (counted.Time, counted.Count);
        }

        if (Calendar(words, at, today) is { } calendar)
        {
            return (calendar.Time, calendar.Count);
        }

        foreach (var (phrase, time) in FixedWords)
        {
            if (at + phrase.Length <= words.Count && !phrase.Where((word, index) => words[at + index] != word).Any())
            {
                return (time, phrase.Length);
            }
        }

        return (null, 0);
    }

    /// <summary>"Two years", "a month ago", "a couple of months", "twenty five years".</summary>
    private static (TimeAgo Time, int Count)? Counted(List<string> words, int at)
    {
        var index = at;
        var more = false;
        if (words[index] is "over" or "under" or "about" or "around" or "almost" or "nearly" or "like" or "maybe")
        {
            more = words[index] == "over";
            index++;
        }

        if (index >= words.Count)
        {
            return null;
        }

        double? number = SpokenNumber.Of(words[index]);
        if (number is not null)
        {
            index++;
            if (number >= 20 && index < words.Count && SpokenNumber.Of(words[index]) is { } ones and > 0 and < 10)
            {
                number += ones;
                index++;
            }
        }
        else if (words[index] is "couple" && index + 1 < words.Count)
        {
            number = 2;
            index += words[index + 1] == "of" ? 2 : 1;
        }
        else if (words[index] is "a" or "an" or "one")
        {
            number = 1;
            index++;
        }

        // Years above 120 are calendar years, read elsewhere.
        if (number is null or > 120 || index >= words.Count)
        {
            return null;
        }

        var count = index + 1 - at;
        double months;
        switch (words[index])
        {
            case "day" or "days" or "night" or "nights": months = number.Value / DaysPerMonth; break;
            case "week" or "weeks": months = number.Value * 7 / DaysPerMonth; break;
            case "month" or "months": months = number.Value; break;
            case "year" or "years": return (new TimeAgo(number.Value * 12 - 3, more ? LongAgo : number.Value * 12 + 6), count);
            case "decade" or "decades": return (new TimeAgo(number.Value * 100, LongAgo), count);
            default: return null;
        }

        return (more ? new TimeAgo(months + 0.01, months + 3) : new TimeAgo(Math.Max(0, months - 0.5), months), count);
    }

    /// <summary>"In March", "last summer", "in 2019", "in twenty nineteen", "last year": needs the date of the call.</summary>
    private static (TimeAgo Time, int Count)? Calendar(List<string> words, int at, DateOnly? today)
    {
        var word = words[at];
        var last = at > 0 && words[at - 1] is "last" or "past" or "this";
        var month = Array.IndexOf(Months, word) + 1;

        // "May" and "march" are months only behind a word that leads to one: "I may".
        if (month > 0 && (word is not ("may" or "march") || (at > 0 && words[at - 1] is "in" or "last" or "since" or "of" or "early" or "late" or "this" or "around" or "was")))
        {
            return (today is { } day ? SinceMonths(day, month, month) : new TimeAgo(0, 13), 1);
        }

        (int First, int Last)? season = word switch
        {
            "spring" => (3, 5),
            "summer" => (6, 8),
            "fall" or "autumn" => (9, 11),
            "winter" => (12, 2),
            "christmas" or "thanksgiving" => (11, 12),
            "easter" => (3, 4),
            _ => null,
        };
        if (season is { } found && last)
        {
            return (today is { } day ? SinceMonths(day, found.First, found.Last) : new TimeAgo(0, 16), 1);
        }

        if (word == "year" && at > 0 && words[at - 1] is "last" or "this")
        {
            return words[at - 1] == "this"
                ? (new TimeAgo(0, today is { } now ? now.Month : 12), 1)
                : (today is { } sameDay ? new TimeAgo(sameDay.Month - 1 + (sameDay.Day / DaysPerMonth), sameDay.Month + 12) : new TimeAgo(0, 24), 1);
        }

        return Year(words, at) is { } year
            ? (today is { } date ? SinceYear(date, year.Year) : new TimeAgo(year.Year < 2000 ? 60 : 0, LongAgo), year.Count)
            : null;
    }

    private static (int Year, int Count)? Year(List<string> words, int at)
    {
        var word = words[at];
        if (SpokenNumber.Of(word) is >= 1900 and <= 2999 and var digits)
        {
            return (digits, 1);
        }

        if (word is "nineteen" or "twenty" && at + 1 < words.Count && SpokenNumber.Of(words[at + 1]) is { } rest and >= 10 and < 100)
        {
            var ones = at + 2 < words.Count && rest >= 20 && SpokenNumber.Of(words[at + 2]) is { } more and > 0 and < 10 ? more : 0;
            return ((word == "nineteen" ? 1900 : 2000) + rest + ones, ones > 0 ? 3 : 2);
        }

        if (word == "two" && at + 1 < words.Count && words[at + 1] == "thousand")
        {
            var skip = at + 2 < words.Count && words[at + 2] == "and" ? 3 : 2;
            var part = at + skip < words.Count ? SpokenNumber.Of(words[at + skip]) : null;
            return part is > 0 and < 100 ? (2000 + part.Value, skip + 1) : (2000, 2);
        }

        return null;
    }

    /// <summary>The latest past occurrence of a span of calendar months; one that goes on now begins the range at 0.</summary>
    private static TimeAgo SinceMonths(DateOnly today, int firstMonth, int lastMonth)
    {
        var toFirst = ((today.Month - firstMonth) % 12 + 12) % 12;
        var toLast = ((today.Month - lastMonth) % 12 + 12) % 12;
        var day = today.Day / DaysPerMonth;
        return toLast > toFirst ? new TimeAgo(0, 12 + day) : new TimeAgo(Math.Max(0, toLast - 1 + day), toFirst + day);
    }

    private static TimeAgo SinceYear(DateOnly today, int year)
    {
        var years = today.Year - year;
        var intoYear = today.Month - 1 + (today.Day / DaysPerMonth);
        return years <= 0 ? new TimeAgo(0, Math.Max(1, intoYear)) : new TimeAgo((years - 1) * 12 + intoYear, years * 12 + intoYear);
    }

    private static List<string> MakeGrammar()
    {
        var phrases = new List<string>
        {
            "within the last three months", "within three months", "in the last three months", "longer ago", "much longer ago", "more than three months ago", "less than three months ago", "i don't know", "i don't remember", "i'm not sure", "i'd rather not say", "i don't want to say",
            "yesterday", "last night", "today", "this week", "last week", "last month", "this month", "recently", "a few days ago", "a few weeks ago", "a couple of weeks ago", "a few months ago", "a couple of months ago", "last year", "this year", "a year ago", "over a year ago", "a couple of years ago",
            "a few years ago", "many years ago", "years ago", "several years ago", "a long time ago", "long ago", "when i was a teenager", "when i was a child", "when i was a kid", "when i was young", "when i was younger", "in high school", "in college", "last summer", "last winter", "last spring", "a week ago", "a month ago", "six months ago",
        };
        foreach (var number in new[] { "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "fifteen", "twenty", "thirty" })
        {
            phrases.Add(string.Create(CultureInfo.InvariantCulture, $"{number} years ago"));
        }

        foreach (var number in new[] { "two", "three", "four", "five" })
        {
            phrases.Add($"{number} days ago");
            phrases.Add($"{number} weeks ago");
            phrases.Add($"{number} months ago");
        }

        phrases.AddRange(Months.Select(month => $"in {month}"));
        return phrases;
    }
}
