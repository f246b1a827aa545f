namespace VoiceStage.Risk.Findings;

/// <summary>How strong a piece of evidence is taken to be: the probability that a clinician who read it has seen enough to act.</summary>
/// <remarks>All values are design defaults, none is published; what matters is their order, which the tests hold. A mark (negated, third person, past) changes none.</remarks>
public static class EvidenceStrength
{
    /// <summary>An acute disclosure, or anything but a clear no to "right now".</summary>
    public const double Acute = .95;

    /// <summary>An answer that the level rests on; the first of a case's reasons.</summary>
    public const double DecidingAnswer = .8;

    /// <summary>A phrase of suicidal thoughts in the patient's own words.</summary>
    public const double IdeationPhrase = .6;

    /// <summary>A suicide item answered with anything but a clear no that the level does not rest on.</summary>
    public const double SuicideAnswer = .5;

    /// <summary>The call ended before its questions did.</summary>
    public const double BrokenOff = .4;

    /// <summary>A stage-1 score, at most.</summary>
    public const double TextScore = .3;

    /// <summary>An open answer in the patient's own words, without a phrase in it.</summary>
    public const double OpenAnswer = .2;

    /// <summary>A depression item at its highest answer.</summary>
    public const double SymptomAnswer = .15;

    /// <summary>A voice finding, at most: it supports, it does not find.</summary>
    public const double Voice = .1;

    /// <summary>Strength of a post: half of stage 1's score, a quarter when it gave none, raised to that of a phrase when one stands in it.</summary>
    /// <param name="stageOneScore">In [0, 1], or null.</param>
    /// <param name="phraseFamily"><c>acute</c>, <c>ideation</c> or null. An acute phrase in a post may be old: it counts as ideation.</param>
    public static double Post(double? stageOneScore, string? phraseFamily) =>
        Math.Max(stageOneScore is { } score ? Math.Clamp(score, 0, 1) / 2 : .25, phraseFamily is null ? 0 : IdeationPhrase);

    /// <summary>Strength of something the model weighed: none when it speaks against, else growing to the limit with its log likelihood ratio.</summary>
    /// <param name="logLikelihoodRatio">Natural log.</param>
    /// <param name="largest">Limit, in [0, 1].</param>
    public static double Weighed(double logLikelihoodRatio, double largest) => largest * (1 - Math.Exp(-Math.Max(0, logLikelihoodRatio)));
}
