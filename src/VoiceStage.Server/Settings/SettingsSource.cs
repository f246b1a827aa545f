using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace VoiceStage.Server.Settings;

/// <summary>Reads settings one by one and collects what is wrong, so that an operator sees every mistake in one start.</summary>
/// <remarks>Configuration binding stops at the first value it cannot read and ignores names it does not know; a misspelt safety setting must not be ignored.</remarks>
internal sealed class SettingsSource(IConfiguration configuration)
{
    internal const string Root = "VoiceStage";

    private readonly List<SettingProblem> problems = [];
    private readonly HashSet<string> known = new(StringComparer.OrdinalIgnoreCase);

    public IReadOnlyList<SettingProblem> Problems => problems;

    public void Wrong(string name, string problem, string fix) => problems.Add(new($"{Root}:{name}", problem, fix));

    public string? Text(string name, int maxLength = 2_000)
    {
        var value = Raw(name);
        if (value?.Length > maxLength)
        {
            Wrong(name, $"has {value.Length} characters", $"give at most {maxLength}");
        }

        return value;
    }

    public int Integer(string name, int standard, int least, int most)
    {
        if (Raw(name) is not { } text)
        {
            return standard;
        }

        if (int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Wrong(name, $"is \"{Shown(text)}\"", $"give a whole number from {least} to {most}");
        return standard;
    }

    public double Number(string name, double standard, double least, double most)
    {
        if (Raw(name) is not { } text)
        {
            return standard;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && value >= least && value <= most)
        {
            return value;
        }

        Wrong(name, $"is \"{Shown(text)}\"", FormattableString.Invariant($"give a number from {least} to {most}"));
        return standard;
    }

    public bool Flag(string name, bool standard)
    {
        if (Raw(name) is not { } text)
        {
            return standard;
        }

        if (bool.TryParse(text, out var value))
        {
            return value;
        }

        Wrong(name, $"is \"{Shown(text)}\"", "give true or false");
        return standard;
    }

    public Uri? Url(string name)
    {
        if (Raw(name) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https")
        {
            return url;
        }

        // A URL may hold a credential: it is not repeated.
        Wrong(name, "is not an absolute http or https URL", "write it as https://host/path");
        return null;
    }

    public string Choice(string name, string standard, params string[] choices)
    {
        if (Raw(name) is not { } text)
        {
            return standard;
        }

        if (choices.FirstOrDefault(choice => string.Equals(choice, text, StringComparison.OrdinalIgnoreCase)) is { } found)
        {
            return found;
        }

        Wrong(name, $"is \"{Shown(text)}\"", $"give one of {string.Join(", ", choices)}");
        return standard;
    }

    /// <summary>Names of the members of a list (<c>0</c>, <c>1</c>…), in order.</summary>
    public IReadOnlyList<string> Members(string name) =>
        [.. configuration.GetSection($"{Root}:{name}").GetChildren().Select(child => $"{name}:{child.Key}")];

    /// <summary>A list of texts, given as members or as one comma-separated value.</summary>
    public IReadOnlyList<string> Texts(string name)
    {
        var members = Members(name);
        return members.Count > 0
            ? [.. members.Select(member => Raw(member)).OfType<string>()]
            : [.. (Raw(name) ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)];
    }

    /// <summary>Reports every setting under the root that nobody asked for. Call last.</summary>
    public void RefuseUnknown()
    {
        foreach (var (key, value) in configuration.GetSection(Root).AsEnumerable().OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            var name = key.Length > Root.Length ? key[(Root.Length + 1)..] : "";
            if (value is not null && name.Length > 0 && !known.Contains(name))
            {
                var near = known.MinBy(candidate => Distance(candidate, name));
                Wrong(name, "is not a setting", near is null ? "remove it" : $"remove it, or did you mean {Root}:{near}?");
            }
        }
    }

    private string? Raw(string name)
    {
        known.Add(name);
        var value = configuration[$"{Root}:{name}"]?.Trim();
        return string.IsNullOrEmpty(value) ? null : value;
    }

    private static string Shown(string text) => text.Length <= 40 ? text : text[..40] + "…";

    /// <summary>Levenshtein distance without regard to case; names are short.</summary>
    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
            {
                var cost = char.ToUpperInvariant(a[i - 1]) == char.ToUpperInvariant(b[j - 1]) ? 0 : 1;
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + cost));
            }
        }

        return row[^1];
    }
}
