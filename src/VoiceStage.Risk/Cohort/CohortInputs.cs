using VoiceStage.Acoustics.Profiles;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Risk.Cohort;

/// <summary>Shows a synthetic session to a risk model as the service would: without the truth.</summary>
public static class CohortInputs
{
    /// <summary>Length of the synthetic free speech, in seconds.</summary>
    private const double SpeechSeconds = 60;

    /// <summary>What a model may see.</summary>
    /// <param name="person">Person.</param>
    /// <param name="session">One of their sessions.</param>
    /// <param name="textHighAtOrAbove">The site's threshold of a high text score.</param>
    public static RiskInputs Of(SyntheticPerson person, SyntheticSession session, double textHighAtOrAbove = .5)
    {
        ArgumentNullException.ThrowIfNull(person);
        ArgumentNullException.ThrowIfNull(session);
        return new RiskInputs
        {
            Text = session.TextScore is { } score ? new TextEvidence(score, "probability", score >= textHighAtOrAbove) : null,
            Instruments = InstrumentsOf(session),
            Voice = VoiceOf(session),
            Behaviour =
            [
                .. session.Answers.Where(answer => answer.Value == "refused").Select(answer => $"refused:{answer.Key}").Order(StringComparer.Ordinal),
                .. session.HungUp && Screener(session) != "negative" ? ["hung_up"] : Array.Empty<string>(),
                .. session.HelpRequested ? ["help_requested"] : Array.Empty<string>(),
            ],
            Answers = session.Answers,
            Sex = person.Sex,
        };
    }

    /// <summary>Result of the ASQ: <c>positive</c> (a yes, refused or unclear), <c>negative</c> (items 1 to 4 a clear no), <c>unknown</c>, or null when it was not begun.</summary>
    private static string? Screener(SyntheticSession session)
    {
        var answers = session.Answers.Where(answer => answer.Key.StartsWith("asq.", StringComparison.Ordinal)).Select(answer => answer.Value).ToList();
        return answers.Count == 0 ? null : answers.Exists(answer => answer != "no") ? "positive" : answers.Count >= 4 ? "negative" : "unknown";
    }

    private static List<InstrumentEvidence> InstrumentsOf(SyntheticSession session)
    {
        var points = Enumerable.Range(1, 9)
            .Select(item => session.Answers.TryGetValue($"phq.{item}", out var answer) ? answer[0] - '0' : (int?)null).ToList();
        var found = new List<InstrumentEvidence>();
        if (points.TrueForAll(point => point is not null))
        {
            found.Add(new("phq-9", points.Sum(), ""));
        }
        else if (points[0] is { } first && points[1] is { } second)
        {
            found.Add(new("phq-2", first + second, first + second >= 3 ? "positive" : "negative"));
        }

        if (Screener(session) is { } result)
        {
            found.Add(new("asq", null, result));
        }

        return found;
    }

    private static List<VoiceEvidence> VoiceOf(SyntheticSession session)
    {
        var speech = new Dictionary<string, Reading>(StringComparer.Ordinal);
        var vowel = new Dictionary<string, Reading>(StringComparer.Ordinal);
        foreach (var (column, value) in session.Voice)
        {
            switch (column)
            {
                case "pause_total_s_per_60_s_speech":
                    speech["pause_total_s"] = Reading.Of(value * SpeechSeconds / 60);
                    break;
                case "f0_range_st_speech":
                    var centre = session.Voice.GetValueOrDefault("f0_mean_hz_speech", 150);
                    speech["f0_p05_hz"] = Reading.Of(centre * Math.Pow(2, -value / 24));
                    speech["f0_p95_hz"] = Reading.Of(centre * Math.Pow(2, value / 24));
                    break;
                case "response_latency_s":
                    break;
                default:
                    var isVowel = column.EndsWith("_vowel", StringComparison.Ordinal);
                    var key = column[..column.LastIndexOf('_')];
                    (isVowel ? vowel : speech)[key] = Reading.Of(value);
                    break;
            }
        }

        double? latency = session.Voice.TryGetValue("response_latency_s", out var seconds) ? seconds : null;
        var found = new List<VoiceEvidence>();
        if (speech.Count > 0 || latency is not null)
        {
            found.Add(new("speech", "mood", Profile(session, SpeechSeconds, speech), latency));
        }

        if (vowel.Count > 0)
        {
            found.Add(new("vowel", "vowel", Profile(session, 5, vowel), null));
        }

        return found;
    }

    private static VoiceProfile Profile(SyntheticSession session, double seconds, Dictionary<string, Reading> measures) => new()
    {
        Version = "synthetic/1", DurationSeconds = seconds, SampleRateHz = session.Band == "wide" ? 16_000 : 8_000, Measures = measures,
    };
}
