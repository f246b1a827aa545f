using System.Globalization;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Risk.Fusion;

/// <summary>One feature of the learned fusion.</summary>
/// <param name="Name">Stable name.</param>
/// <param name="Direction">+1: risk may only rise with it, −1: only fall.</param>
/// <param name="Knots">Points between which its shape runs linearly, ascending; before the first and after the last it is flat.</param>
/// <param name="IsVoice">Whether it counts under the voice cap.</param>
public sealed record FusionFeature(string Name, int Direction, IReadOnlyList<double> Knots, bool IsVoice);

/// <summary>Feature set <c>fusion-features/1</c>: what the learned fusion reads of one row, by the columns of <c>people.csv</c>. Missing stays missing (null).</summary>
/// <remarks>
/// Suicide answers: no 0, unclear or refused 1, yes 2, never falling. Voice: standard scores by sex, clamped to ±3, each only in its documented
/// direction. Change: mean movement of the voice scores towards risk since the person's own session before, and of PHQ-2 points; missing at the first session.
/// </remarks>
public static class FusionFeatures
{
    /// <summary>Version of the set; a model file of another version is refused.</summary>
    public const string Version = "fusion-features/1";

    private static readonly double[] Scores = [-2, -1, 0, 1, 2];

    /// <summary>The features, in the order of a row's values.</summary>
    public static IReadOnlyList<FusionFeature> All { get; } =
    [
        new("text.logit", 1, [-4, -3, -2, -1, 0, 1, 2], false),
        new("phq-2.total", 1, [0, 1, 2, 3, 4, 5, 6], false),
        new("phq-9.total", 1, [3, 8, 12, 16, 20, 25], false),
        new("phq.9", 1, [0, 1, 2, 3], false),
        .. Enumerable.Range(1, 5).Select(item => new FusionFeature(string.Create(CultureInfo.InvariantCulture, $"asq.{item}"), 1, [0, 1, 2], false)),
        new("behaviour.hung_up", 1, [0, 1], false),
        new("behaviour.help_requested", 1, [0, 1], false),
        new("change.phq-2", 1, [-3, 0, 3], false),
        .. VoiceFeatures.Norms.Select(norm => new FusionFeature(norm.Code, Math.Sign(norm.Correlation), Scores, true)),
        new("change.voice", 1, [-1, 0, 1], true),
    ];

    /// <summary>Values of a call, as those of a row with the same facts; change since an earlier session is missing.</summary>
    /// <param name="inputs">What is known so far.</param>
    public static double?[] Of(RiskInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var row = new Dictionary<string, string>(inputs.Answers, StringComparer.Ordinal)
        {
            ["hung_up"] = inputs.Behaviour.Contains("hung_up") ? "1" : "0",
            ["help_requested"] = inputs.Behaviour.Contains("help_requested") ? "1" : "0",
        };
        if (inputs.Text is { Scale: "probability" } text)
        {
            row["text_score"] = text.Value.ToString("R", CultureInfo.InvariantCulture);
        }

        if (inputs.Sex is { } sex)
        {
            row["sex"] = sex;
        }

        foreach (var feature in VoiceFeatures.Of(inputs.Voice))
        {
            row[feature.Norm.Code["voice.".Length..]] = feature.Value.ToString("R", CultureInfo.InvariantCulture);
        }

        return Of(row, before: null);
    }

    /// <summary>Values of one row; null is missing.</summary>
    /// <param name="row">Cells by column.</param>
    /// <param name="before">The same person's row before, or null.</param>
    /// <returns>One value a feature, shape [<see cref="All"/>.Count].</returns>
    public static double?[] Of(IReadOnlyDictionary<string, string> row, IReadOnlyDictionary<string, string>? before)
    {
        ArgumentNullException.ThrowIfNull(row);
        var phq = Enumerable.Range(1, 9).Select(item => Number(row, string.Create(CultureInfo.InvariantCulture, $"phq.{item}"))).ToArray();
        var gate = phq[0] + phq[1];
        var voice = Voice(row);
        var earlier = before is null ? null : Voice(before);
        var moves = earlier is null ? [] : VoiceFeatures.Norms.Select((norm, i) => Math.Sign(norm.Correlation) * (voice[i] - earlier[i])).OfType<double>().ToList();
        return
        [
            Number(row, "text_score") is { } p ? Math.Log(Math.Clamp(p, 1e-4, 1 - 1e-4) / (1 - Math.Clamp(p, 1e-4, 1 - 1e-4))) : null,
            gate,
            phq.All(item => item is not null) ? phq.Sum() : null,
            phq[8],
            .. Enumerable.Range(1, 5).Select(item => Suicide(row, string.Create(CultureInfo.InvariantCulture, $"asq.{item}"))),
            Number(row, "hung_up"),
            Number(row, "help_requested"),
            before is null ? null : gate - (Number(before, "phq.1") + Number(before, "phq.2")),
            .. voice,
            moves.Count == 0 ? null : moves.Average(),
        ];
    }

    private static double?[] Voice(IReadOnlyDictionary<string, string> row) =>
        [.. VoiceFeatures.Norms.Select(norm => Number(row, norm.Code["voice.".Length..]) is { } value ? norm.Score(value, row.GetValueOrDefault("sex")) : (double?)null)];

    private static double? Suicide(IReadOnlyDictionary<string, string> row, string column) => row.GetValueOrDefault(column) switch
    {
        "no" => 0, "refused" or "unclear" => 1, "yes" => 2, _ => null,
    };

    private static double? Number(IReadOnlyDictionary<string, string> row, string column) =>
        row.TryGetValue(column, out var cell) && double.TryParse(cell, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value) ? value : null;
}
