using VoiceStage.Risk.Estimates;

namespace VoiceStage.Risk.Fusion;

/// <summary>Weighs evidence by documented likelihood ratios: prior odds times one ratio per piece of evidence, each with its cap.</summary>
/// <remarks>
/// <para>logit p = logit prior + text + screener + PHQ-9 + behaviour + voice. A text score on the probability scale replaces the prior within its cap. Missing
/// evidence adds nothing. The printed probability counts the voice within ±ln 3; the one that may raise a level counts it within [0, ln 3], so that
/// no voice lowers anything.</para>
/// <para>Voice: each feature's standard score z with session correlation ρ = r√α gives a term ρz/(1−ρ²); terms of a family are averaged, severity is
/// Σ terms / (1 + Σ ρ²/(1−ρ²)), times 1.6 log odds per standard deviation.</para>
/// <para>It abstains when neither a text score nor an answered instrument is there: a voice or a behaviour alone is no evidence to print a number on.</para>
/// <para>The interval is logit p ± 1.96·√(0.35² + Σ s²), with s = 0.6 for text, 0.3 for each instrument, 0.4 for voice, 0.3 for behaviour (design defaults): more
/// kinds of uncertain evidence widen it. Not validated: research use.</para>
/// </remarks>
public sealed class LikelihoodRatioFusion : IRiskModel
{
    private static readonly string[] SuicideItems = ["asq.", "cssrs.", "pss."];
    private readonly double _priorLogit;

    /// <summary>Makes the model.</summary>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The prior is not between 0 and 1.</exception>
    public LikelihoodRatioFusion(FusionOptions? options = null)
    {
        var prior = (options ?? new FusionOptions()).Prior;
        if (prior is not (> 0 and < 1))
        {
            throw new ArgumentOutOfRangeException(nameof(options), prior, "the prior lies between 0 and 1");
        }

        _priorLogit = Logit(prior);
    }

    /// <inheritdoc/>
    public string Name => "lr-fusion/2";

    /// <inheritdoc/>
    public RiskEstimate Estimate(RiskInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        var terms = new List<(string Code, double LogRatio)>();
        var variance = 0.35 * 0.35;
        if (inputs.Text is { Scale: "probability", Value: >= 0 and <= 1 } text)
        {
            terms.Add(("text.score", Clamp(Logit(Math.Clamp(text.Value, 1e-6, 1 - 1e-6)) - _priorLogit, LikelihoodRatios.LargestTextFactor)));
            variance += 0.36;
        }

        foreach (var instrument in inputs.Instruments)
        {
            if (OfInstrument(instrument) is { } term)
            {
                terms.Add(term);
                variance += 0.09;
            }
        }

        if (OfFurtherYes(inputs) is { } further)
        {
            terms.Add(further);
        }

        if (terms.Count == 0)
        {
            return new RiskEstimate { Model = Name, Abstention = "INSUFFICIENT_EVIDENCE" };
        }

        var behaviour = OfBehaviour(inputs.Behaviour);
        terms.AddRange(behaviour);
        variance += behaviour.Count > 0 ? 0.09 : 0;
        var withoutVoice = _priorLogit + terms.Sum(term => term.LogRatio);

        var voice = OfVoice(inputs);
        terms.AddRange(voice);
        variance += voice.Count > 0 ? 0.16 : 0;
        var voiceTotal = voice.Sum(term => term.LogRatio);
        var logit = withoutVoice + voiceTotal;
        var half = 1.96 * Math.Sqrt(variance);
        return new RiskEstimate
        {
            Model = Name,
            Probability = Expit(logit),
            Lower = Expit(logit - half),
            Upper = Expit(logit + half),
            ProbabilityForLevel = Expit(withoutVoice + Math.Max(0, voiceTotal)),
            Reasons = ReasonsOf(terms),
        };
    }

    private static (string Code, double LogRatio)? OfInstrument(InstrumentEvidence evidence) => evidence switch
    {
        { Instrument: "phq-9", Total: { } total } =>
            ("phq-9.total", LikelihoodRatios.Phq9Weight * Math.Log(total >= 10 ? LikelihoodRatios.Phq9Positive : LikelihoodRatios.Phq9Negative)),
        { Instrument: "asq" or "c-ssrs-screener" or "pss-3", Result: "positive" or "imminent" or "high" or "moderate" } =>
            ($"{evidence.Instrument}.result", Math.Log(LikelihoodRatios.ScreenerPositive)),
        { Instrument: "asq" or "c-ssrs-screener" or "pss-3", Result: "negative" } =>
            ($"{evidence.Instrument}.result", Math.Log(LikelihoodRatios.ScreenerNegative)),
        _ => null,
    };

    /// <summary>A screener of one "yes" and one of four are not the same finding; one that is positive by an unclear answer has none.</summary>
    private static (string Code, double LogRatio)? OfFurtherYes(RiskInputs inputs)
    {
        var yes = inputs.Answers.Count(answer => answer.Value == "yes" && SuicideItems.Any(prefix => answer.Key.StartsWith(prefix, StringComparison.Ordinal)));
        return yes < 2 ? null : ("screener.further_yes", Math.Log(LikelihoodRatios.FurtherYes) * Math.Min(yes - 1, LikelihoodRatios.MostFurtherYes));
    }

    private static List<(string Code, double LogRatio)> OfBehaviour(IReadOnlyList<string> codes)
    {
        var found = codes.Distinct(StringComparer.Ordinal).Select(code => ($"behaviour.{code}", Math.Log(
            code.StartsWith("refused:", StringComparison.Ordinal) ? LikelihoodRatios.Refusal
            : code == "hung_up" ? LikelihoodRatios.HungUp
            : code == "help_requested" ? LikelihoodRatios.HelpRequested
            : 1))).Where(term => term.Item2 > 0).ToList();
        return Scaled(found, Math.Log(LikelihoodRatios.LargestBehaviourFactor));
    }

    private static List<(string Code, double LogRatio)> OfVoice(RiskInputs inputs)
    {
        var features = VoiceFeatures.Of(inputs.Voice);
        if (features.Count == 0)
        {
            return [];
        }

        var terms = new List<(string Code, double Term)>();
        var information = 0.0;
        foreach (var family in features.GroupBy(feature => feature.Norm.Family))
        {
            var count = family.Count();
            foreach (var (norm, value) in family)
            {
                var rho = norm.SessionCorrelation;
                terms.Add((norm.Code, rho * norm.Score(value, inputs.Sex) / (1 - (rho * rho)) / count));
                information += rho * rho / (1 - (rho * rho)) / count;
            }
        }

        var scale = LikelihoodRatios.LogOddsPerSeverity / (1 + information);
        return Scaled([.. terms.Select(term => (term.Code, term.Term * scale))], Math.Log(LikelihoodRatios.LargestVoiceFactor));
    }

    /// <summary>Shrinks all terms alike when their sum exceeds the cap in either direction.</summary>
    private static List<(string Code, double LogRatio)> Scaled(List<(string Code, double LogRatio)> terms, double cap)
    {
        var sum = Math.Abs(terms.Sum(term => term.LogRatio));
        return sum <= cap ? terms : [.. terms.Select(term => (term.Code, term.LogRatio * cap / sum))];
    }

    private static List<RiskReason> ReasonsOf(List<(string Code, double LogRatio)> terms)
    {
        var total = terms.Sum(term => Math.Abs(term.LogRatio));
        return total == 0 ? [] :
        [
            .. terms.Where(term => term.LogRatio != 0)
                .OrderByDescending(term => Math.Abs(term.LogRatio)).ThenBy(term => term.Code, StringComparer.Ordinal)
                .Select(term => new RiskReason(term.Code, term.LogRatio, Math.Abs(term.LogRatio) / total)),
        ];
    }

    private static double Clamp(double logRatio, double factor) => Math.Clamp(logRatio, -Math.Log(factor), Math.Log(factor));

    private static double Logit(double probability) => Math.Log(probability / (1 - probability));

    private static double Expit(double logit) => 1 / (1 + Math.Exp(-logit));
}
