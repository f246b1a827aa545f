using VoiceStage.Assessment.Answers;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>What every instrument of a protocol gave, as evidence for the estimate and for the summary. Pure.</summary>
public static class InstrumentResults
{
    /// <summary>One line for each instrument of which an item was asked; PHQ-9 and GAD-7 only once the gate opened them.</summary>
    /// <param name="answers">Final answers by item id.</param>
    public static IReadOnlyList<InstrumentEvidence> Of(IReadOnlyDictionary<string, Answer> answers)
    {
        ArgumentNullException.ThrowIfNull(answers);
        var results = new List<InstrumentEvidence>();
        if (Reached(answers, "asq.", 1, 5))
        {
            results.Add(new("asq", null, AsqScreen.Score(answers).Result));
        }

        if (ColumbiaScreen.Score(answers) is { ReachedCount: > 0 } columbia)
        {
            results.Add(new("c-ssrs-screener", null, columbia.Level.ToString().ToLowerInvariant()));
        }

        if (Reached(answers, "pss.", 1, 3))
        {
            results.Add(new("pss-3", null, Pss3Screen.Score(answers).Result));
        }

        AddScale(results, answers, "phq.", 9, "phq-2", "phq-9");
        AddScale(results, answers, "gad.", 7, "gad-2", "gad-7");
        return results;
    }

    private static void AddScale(List<InstrumentEvidence> results, IReadOnlyDictionary<string, Answer> answers, string prefix, int count, string gate, string whole)
    {
        if (Reached(answers, prefix, 1, 2))
        {
            results.Add(Evidence(SumScale.Score(gate, answers)));
        }

        if (Reached(answers, prefix, 3, count))
        {
            results.Add(Evidence(SumScale.Score(whole, answers)));
        }
    }

    private static InstrumentEvidence Evidence(SumScore score) => new(score.Instrument, score.Total, score.Band);

    private static bool Reached(IReadOnlyDictionary<string, Answer> answers, string prefix, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Any(number => answers.ContainsKey(string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{prefix}{number}")));
}
