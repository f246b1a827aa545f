using VoiceStage.Risk.Cohort;

namespace VoiceStage.Risk.Findings;

/// <summary>The learned baseline of spans: how likely a text indicates risk, by tf-idf over single words and pairs and a logistic regression.</summary>
/// <remarks>
/// tf-idf = count · (ln((1 + n) / (1 + df)) + 1), each text scaled to length 1, terms of fewer than two texts left out; ridge-penalised, fitted by stochastic gradient
/// with the order of texts drawn from a seed, so that the same texts give the same weights. A baseline for evaluation: no call, summary or order of the service reads it.
/// </remarks>
public sealed class SpanScorer
{
    private const int Epochs = 12;
    private const double Ridge = 1e-5;
    private readonly Dictionary<string, (int Index, double Idf)> _terms;
    private readonly double[] _weights;
    private double _intercept;

    private SpanScorer(Dictionary<string, (int Index, double Idf)> terms) => (_terms, _weights) = (terms, new double[terms.Count]);

    /// <summary>Number of terms with a weight.</summary>
    public int TermCount => _weights.Length;

    /// <summary>Fits.</summary>
    /// <param name="texts">Texts, shape [n], at least one with the label and one without.</param>
    /// <param name="labels">Whether each indicates risk, shape [n].</param>
    /// <param name="seed">Order in which texts are seen.</param>
    /// <exception cref="ArgumentException">The shapes differ, or one label is missing.</exception>
    public static SpanScorer Fit(IReadOnlyList<string> texts, IReadOnlyList<bool> labels, int seed)
    {
        ArgumentNullException.ThrowIfNull(texts);
        ArgumentNullException.ThrowIfNull(labels);
        if (texts.Count != labels.Count || !labels.Contains(true) || !labels.Contains(false))
        {
            throw new ArgumentException($"{texts.Count} texts with {labels.Count} labels, {labels.Count(label => label)} of them yes: as many of each and both labels are needed", nameof(labels));
        }

        var counts = texts.Select(Counts).ToList();
        var terms = counts.SelectMany(text => text.Keys).GroupBy(term => term, StringComparer.Ordinal).Select(group => (Term: group.Key, Texts: group.Count()))
            .Where(term => term.Texts >= 2).OrderBy(term => term.Term, StringComparer.Ordinal)
            .Select((term, index) => (term.Term, Index: index, Idf: Math.Log((1.0 + texts.Count) / (1 + term.Texts)) + 1))
            .ToDictionary(term => term.Term, term => (term.Index, term.Idf), StringComparer.Ordinal);
        var scorer = new SpanScorer(terms);
        scorer.Learn([.. counts.Select(scorer.Vector)], labels, new SeededDraws(seed, 0, "spans"));
        return scorer;
    }

    /// <summary>Probability in (0, 1) that a text indicates risk; words that were never seen say nothing.</summary>
    /// <param name="text">Text.</param>
    public double Score(string text) => Expit(Logit(Vector(Counts(text))));

    private void Learn(List<(int Index, double Value)[]> vectors, IReadOnlyList<bool> labels, SeededDraws draws)
    {
        var order = Enumerable.Range(0, vectors.Count).ToArray();
        var step = 0;
        for (var epoch = 0; epoch < Epochs; epoch++)
        {
            for (var i = order.Length - 1; i > 0; i--)
            {
                var j = draws.Between(0, i);
                (order[i], order[j]) = (order[j], order[i]);
            }

            foreach (var i in order)
            {
                var rate = 2 / (1 + (2e-4 * step++));
                var error = (labels[i] ? 1 : 0) - Expit(Logit(vectors[i]));
                _intercept += rate * .1 * error;
                foreach (var (index, value) in vectors[i])
                {
                    _weights[index] += rate * ((error * value) - (Ridge * _weights[index]));
                }
            }
        }
    }

    private double Logit((int Index, double Value)[] vector) => _intercept + vector.Sum(term => _weights[term.Index] * term.Value);

    private (int Index, double Value)[] Vector(Dictionary<string, int> counts)
    {
        var known = counts.Where(term => _terms.ContainsKey(term.Key)).Select(term => (_terms[term.Key].Index, Value: term.Value * _terms[term.Key].Idf)).OrderBy(term => term.Index).ToArray();
        var length = Math.Sqrt(known.Sum(term => term.Value * term.Value));
        return [.. known.Select(term => (term.Index, term.Value / length))];
    }

    /// <summary>Words in small letters and neighbouring pairs; a mark in brackets is none of the author's words.</summary>
    private static Dictionary<string, int> Counts(string text)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(word => word[0] != '[')
            .Select(word => new string([.. word.Where(char.IsLetterOrDigit)]).ToLowerInvariant()).Where(word => word.Length > 0).ToList();
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var term in words.Concat(words.Zip(words.Skip(1), (one, next) => $"{one} {next}")))
        {
            counts[term] = counts.GetValueOrDefault(term) + 1;
        }

        return counts;
    }

    private static double Expit(double logit) => 1 / (1 + Math.Exp(-logit));
}
