namespace VoiceStage.Risk.Evaluation;

/// <summary>A figure with its 95 % interval.</summary>
public readonly record struct Interval(double Value, double Lower, double Upper);

/// <summary>How well probabilities tell people with the label from people without.</summary>
public static class Discrimination
{
    /// <summary>Area under the ROC curve with DeLong's interval (DeLong, DeLong, Clarke-Pearson 1988); null with fewer than two people on a side.</summary>
    /// <param name="scores">Higher is more likely.</param>
    /// <param name="labels">Truth.</param>
    public static Interval? Auroc(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        var positives = scores.Where((_, i) => labels[i]).Order().ToArray();
        var negatives = scores.Where((_, i) => !labels[i]).Order().ToArray();
        if (positives.Length < 2 || negatives.Length < 2)
        {
            return null;
        }

        var ofPositives = positives.Select(score => Below(negatives, score)).ToArray();
        var ofNegatives = negatives.Select(score => 1 - Below(positives, score)).ToArray();
        var area = ofPositives.Average();
        var half = 1.96 * Math.Sqrt((Variance(ofPositives) / positives.Length) + (Variance(ofNegatives) / negatives.Length));
        return new(area, Math.Max(0, area - half), Math.Min(1, area + half));
    }

    /// <summary>Average precision: the area under the precision-recall curve; ties count together.</summary>
    public static double Auprc(IReadOnlyList<double> scores, IReadOnlyList<bool> labels)
    {
        var positives = labels.Count(label => label);
        var (found, seen, area) = (0, 0, 0.0);
        foreach (var tie in Enumerable.Range(0, scores.Count).GroupBy(i => scores[i]).OrderByDescending(group => group.Key))
        {
            var hits = tie.Count(i => labels[i]);
            (found, seen) = (found + hits, seen + tie.Count());
            area += hits / (double)positives * found / seen;
        }

        return area;
    }

    /// <summary>Sensitivity with Wilson's interval at the smallest threshold whose specificity is at least this.</summary>
    public static (double Threshold, Interval Sensitivity, double Specificity) AtSpecificity(IReadOnlyList<double> scores, IReadOnlyList<bool> labels, double specificity)
    {
        var negatives = scores.Where((_, i) => !labels[i]).Order().ToArray();
        var threshold = negatives[Math.Min(negatives.Length - 1, Math.Max(0, (int)Math.Ceiling(specificity * negatives.Length) - 1))];
        var positives = labels.Count(label => label);
        var hits = scores.Where((score, i) => labels[i] && score > threshold).Count();
        return (threshold, Wilson(hits, positives), negatives.Count(score => score <= threshold) / (double)negatives.Length);
    }

    /// <summary>Wilson's 95 % interval of a share.</summary>
    public static Interval Wilson(int hits, int count)
    {
        if (count == 0)
        {
            return new(0, 0, 1);
        }

        const double z = 1.96;
        var p = hits / (double)count;
        var centre = (p + (z * z / (2 * count))) / (1 + (z * z / count));
        var half = z / (1 + (z * z / count)) * Math.Sqrt((p * (1 - p) / count) + (z * z / (4.0 * count * count)));
        return new(p, Math.Max(0, centre - half), Math.Min(1, centre + half));
    }

    private static double Below(double[] sorted, double score)
    {
        var (first, last) = (Bound(sorted, score, false), Bound(sorted, score, true));
        return (first + (0.5 * (last - first))) / sorted.Length;
    }

    private static int Bound(double[] sorted, double score, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < score || (orEqual && sorted[middle] == score) ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double Variance(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1);
    }
}
