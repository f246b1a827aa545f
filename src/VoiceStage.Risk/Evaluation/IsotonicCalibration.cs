namespace VoiceStage.Risk.Evaluation;

/// <summary>Isotonic calibration: the rising step function through scores that fits best (pool adjacent violators; Zadrozny, Elkan 2002), and the interval it gives one person.</summary>
/// <remarks>
/// The interval is Venn-Abers' (Vovk, Petej 2014): the step function fitted once with the person counted as without the label and once as with it gives two
/// probabilities. Between them lies a calibrated one, whatever the scores are; with few scores around the person they lie far apart.
/// </remarks>
public sealed class IsotonicCalibration
{
    private readonly double[] _scores;
    private readonly bool[] _labels;
    private readonly double[] _values;

    /// <summary>Fits.</summary>
    /// <param name="scores">Scores of people who were not used to make them, shape [n], n at least 1, finite.</param>
    /// <param name="labels">Truth, shape [n].</param>
    /// <exception cref="ArgumentException">The shapes differ or are empty.</exception>
    public IsotonicCalibration(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        ArgumentNullException.ThrowIfNull(scores);
        ArgumentNullException.ThrowIfNull(labels);
        if (scores.Count == 0 || scores.Count != labels.Count)
        {
            throw new ArgumentException($"there are {scores.Count} scores and {labels.Count} labels: as many of each are needed, and one at least", nameof(scores));
        }

        var order = Enumerable.Range(0, scores.Count).OrderBy(i => scores[i]).ToList();
        _scores = [.. order.Select(i => scores[i])];
        _labels = [.. order.Select(i => labels[i])];
        _values = Fit(_scores, _labels);
    }

    /// <summary>Probability at a score: the step of the nearest fitted score at or below it, the first one's below all. In [0, 1].</summary>
    /// <param name="score">Finite.</param>
    public double Probability(double score) => _values[Math.Max(0, UpTo(score) - 1)];

    /// <summary>The two probabilities of Venn-Abers: without the label, and with it. Lower at most upper, both in [0, 1].</summary>
    /// <param name="score">Finite.</param>
    public (double Lower, double Upper) Interval(double score)
    {
        var at = UpTo(score);
        double Counted(bool label)
        {
            double[] scores = [.. _scores[..at], score, .. _scores[at..]];
            bool[] labels = [.. _labels[..at], label, .. _labels[at..]];
            return Fit(scores, labels)[at];
        }

        return (Counted(false), Counted(true));
    }

    private int UpTo(double score)
    {
        var (low, high) = (0, _scores.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = _scores[middle] <= score ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    /// <summary>Equal scores are one block from the start: they cannot have two probabilities.</summary>
    private static double[] Fit(double[] scores, bool[] labels)
    {
        var blocks = new List<(int Count, double Sum)>();
        for (var i = 0; i < scores.Length;)
        {
            var (first, sum) = (i, 0.0);
            for (; i < scores.Length && scores[i] == scores[first]; i++)
            {
                sum += labels[i] ? 1 : 0;
            }

            var block = (Count: i - first, Sum: sum);
            while (blocks.Count > 0 && blocks[^1].Sum * block.Count >= block.Sum * blocks[^1].Count)
            {
                block = (block.Count + blocks[^1].Count, block.Sum + blocks[^1].Sum);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        return [.. blocks.SelectMany(block => Enumerable.Repeat(block.Sum / block.Count, block.Count))];
    }
}
