using System.Globalization;
using System.Text;
using System.Text.Json;

namespace VoiceStage.Risk.Evaluation;

/// <summary>Prints an evaluation: JSON, a model card in TRIPOD+AI order, and one self-contained HTML page with its plots.</summary>
public static class EvaluationReport
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>The figures.</summary>
    public static string Json(SortedDictionary<string, object?> figures) =>
        JsonSerializer.Serialize(figures, Layout).Replace("\r\n", "\n", StringComparison.Ordinal) + "\n";

    /// <summary>Model card (Markdown).</summary>
    public static string Card(SortedDictionary<string, object?> figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        var synthetic = figures["synthetic"] is true;
        var auroc = (Interval?)figures["auroc"];
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"""
            # Model card: gam-fusion/1{(synthetic ? " on synthetic people" : "")}

            {(synthetic ? "**Not validated. Every person here is synthetic:** figures describe the software in a described world, not patients. No level and no order reads it." : "Evaluated on a site's own table. Research software, not a medical device.")}

            ## Purpose
            Estimate the probability of suicidal ideation at the time of a spoken second-stage screening, for the order of a clinician's work. Never a diagnosis; never lowers a level.
            At 5 % prevalence .713/.735 means PPV 12 %, NPV 98 %.

            ## Data
            {figures["rows"]} sessions of {figures["people"]} people, prevalence {F(figures["prevalence"])}. Outcome: `ideation`. Missing values stay missing, each with a level of its own.

            ## Method
            Additive logistic model over `{figures["feature_set"]}`, shapes piecewise linear and monotone, ridge penalty by inner folds, Platt calibration by cross-fitting, voice capped at ±ln 3
            outside the model, conformal indeterminate zone at α = .10. Nested 5-fold cross-validation grouped by person.

            ## Performance on held-out people
            | figure | value |
            |---|---|
            | AUROC (95 % DeLong) | {I(auroc)} |
            | logistic baseline: AUROC, Brier | {I((Interval?)figures["auroc_logistic"])}, {F(figures["brier_logistic"])} |
            | AUROC of the text score alone | {I((Interval?)figures["auroc_text_only"])} |
            | AUPRC | {F(figures["auprc"])} |
            | Brier, by Platt and by isotonic calibration | {F(figures["brier"])}, {F(figures["brier_isotonic"])} |
            | mean width of the Venn-Abers interval | {F(figures["venn_abers_mean_width"])} |
            | calibration slope, in the large | {F(figures["calibration_slope"])}, {F(figures["calibration_in_the_large"])} |
            | insufficient (both labels possible) | {F(figures["insufficient_share"])} |

            | specificity | sensitivity (95 % Wilson) | PPV at 5 % | NPV at 5 % | PPV at 20 % | NPV at 20 % |
            |---|---|---|---|---|---|

            """);
        foreach (var row in (List<Dictionary<string, object>>)figures["at_specificity"]!)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {F(row["specificity"])} | {I((Interval)row["sensitivity"])} | {F(row["ppv_at_0.05"])} | {F(row["npv_at_0.05"])} | {F(row["ppv_at_0.20"])} | {F(row["npv_at_0.20"])} |\n");
        }

        text.Append("\n## Fairness: subgroups (cells with fewer than 20 on a side are insufficient)\n| group | n | with label | AUROC | calibration slope |\n|---|---|---|---|---|\n");
        foreach (var row in (List<Dictionary<string, object?>>)figures["subgroups"]!)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {row["group"]} | {row["n"]} | {row["positives"]} | {I((Interval?)row["auroc"])} | {F(row["calibration_slope"])} |\n");
        }

        text.Append("\n## Decision curve (net benefit)\n| threshold | model | everybody | nobody |\n|---|---|---|---|\n");
        foreach (var row in (List<Dictionary<string, double>>)figures["decision_curve"]!)
        {
            text.Append(CultureInfo.InvariantCulture, $"| {F(row["threshold"])} | {F(row["model"])} | {F(row["all"])} | 0 |\n");
        }

        text.Append("\n## Limits\nOne outcome, one site or one described world; no external validation. A voice supports, it does not find. A person decides.\n");
        return text.ToString().ReplaceLineEndings("\n");
    }

    /// <summary>The card's figures as one page without outside files.</summary>
    public static string Html(SortedDictionary<string, object?> figures)
    {
        var curve = (List<Dictionary<string, double>>)figures["calibration_curve"]!;
        var decision = (List<Dictionary<string, double>>)figures["decision_curve"]!;
        var top = Math.Max(.01, decision.Max(row => Math.Max(row["model"], row["all"])));
        var calibration = Plot("Calibration: observed share against predicted", [(curve.Select(row => (row["predicted"], row["observed"])), "#0b5394"), ([(0, 0), (1, 1)], "#999999")],
            string.Concat(curve.Select(row => string.Create(CultureInfo.InvariantCulture, $"<line x1='{X(row["predicted"]):0.0}' x2='{X(row["predicted"]):0.0}' y1='{Y(row["lower"]):0.0}' y2='{Y(row["upper"]):0.0}' stroke='#0b5394'/>"))));
        var benefit = Plot(
            string.Create(CultureInfo.InvariantCulture, $"Decision curve: net benefit (top is {top:0.000}) against threshold; blue model, grey everybody"),
            [(decision.Select(row => (row["threshold"], Math.Max(0, row["model"] / top))), "#0b5394"), (decision.Select(row => (row["threshold"], Math.Max(0, row["all"] / top))), "#999999")], "");
        return $"<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>VoiceStage model evaluation</title><style>body{{font:16px sans-serif;max-width:60em;margin:2em auto}}pre{{white-space:pre-wrap}}</style></head><body>"
            + $"<main>{calibration}{benefit}<pre>{System.Net.WebUtility.HtmlEncode(Card(figures))}</pre></main></body></html>\n";
    }

    private static double X(double value) => 40 + (320 * value);

    private static double Y(double value) => 340 - (320 * value);

    private static string Plot(string title, IEnumerable<(IEnumerable<(double X, double Y)> Points, string Colour)> lines, string more) =>
        $"<figure><figcaption>{title}</figcaption><svg role='img' aria-label='{title}' width='380' height='370' viewBox='0 0 380 370'><rect x='40' y='20' width='320' height='320' fill='none' stroke='#ccc'/>"
        + "<text x='40' y='358'>0</text><text x='352' y='358'>1</text><text x='24' y='28'>1</text>"
        + string.Concat(lines.Select(line => $"<polyline fill='none' stroke='{line.Colour}' points='{string.Join(' ', line.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.0},{Y(point.Y):0.0}")))}'/>"))
        + $"{more}</svg></figure>";

    private static string F(object? value) => value is double number ? number.ToString("0.000", CultureInfo.InvariantCulture) : "insufficient";

    private static string I(Interval? value) => value is { } found ? string.Create(CultureInfo.InvariantCulture, $"{found.Value:0.000} ({found.Lower:0.000} to {found.Upper:0.000})") : "insufficient";
}
