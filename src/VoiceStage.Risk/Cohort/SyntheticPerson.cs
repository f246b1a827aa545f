namespace VoiceStage.Risk.Cohort;

/// <summary>One person of the synthetic cohort. Nobody real: everything is drawn from documented distributions.</summary>
/// <param name="Id">Begins with <c>synthetic-</c>.</param>
/// <param name="Sex"><c>female</c> or <c>male</c>.</param>
/// <param name="Age">Years, in [18, 90].</param>
/// <param name="LanguageBackground"><c>first</c> or <c>second</c>: whether the language of the call is the person's first.</param>
/// <param name="Sessions">Sessions in order of time, at least one; the last is the one on today's list.</param>
/// <param name="Posts">Posts that stage 1 ranked, best first by its own score, 3 to 12.</param>
public sealed record SyntheticPerson(
    string Id, string Sex, int Age, string LanguageBackground, IReadOnlyList<SyntheticSession> Sessions, IReadOnlyList<SyntheticPost> Posts)
{
    /// <summary>The session on today's list.</summary>
    public SyntheticSession Today => Sessions[^1];
}

/// <summary>One session of a synthetic person: the truth, what stage 1 saw, what was answered, how it was spoken.</summary>
public sealed record SyntheticSession
{
    /// <summary>1 for the person's first.</summary>
    public required int Number { get; init; }

    /// <summary>Days since the session before; null for the first.</summary>
    public double? DaysSincePrevious { get; init; }

    /// <summary>Truth: severity, standard normal over the population.</summary>
    public required double Severity { get; init; }

    /// <summary>Truth: ideation, the label.</summary>
    public required bool Ideation { get; init; }

    /// <summary>Truth: an attempt at any time.</summary>
    public required bool AttemptLifetime { get; init; }

    /// <summary>Truth: thoughts of killing oneself right now.</summary>
    public required bool AcuteNow { get; init; }

    /// <summary><c>narrow</c> (telephone) or <c>wide</c> (kiosk).</summary>
    public required string Band { get; init; }

    /// <summary>Confounder: a cold.</summary>
    public required bool Cold { get; init; }

    /// <summary>Confounder: sedating medication.</summary>
    public required bool Sedation { get; init; }

    /// <summary>Confounder: automatic gain control on the line.</summary>
    public required bool GainControl { get; init; }

    /// <summary>Confounder: signal-to-noise ratio in dB.</summary>
    public required double SnrDb { get; init; }

    /// <summary>Whether the sustained vowel was done; without it the vowel measures are missing.</summary>
    public required bool VowelTaskDone { get; init; }

    /// <summary>Minutes from the start of the cohort's clock to the referral's arrival.</summary>
    public required double ArrivalMinutes { get; init; }

    /// <summary>Stage-1 score, a probability in (0, 1); null when stage 1 gave none.</summary>
    public double? TextScore { get; init; }

    /// <summary>Answers by item id (<c>phq.1</c> to <c>phq.9</c>: <c>0</c> to <c>3</c>; <c>asq.1</c> to <c>asq.5</c>: <c>yes</c>, <c>no</c>) or <c>refused</c>,
    /// <c>unclear</c>; what was not asked or not reached is not in it.</summary>
    public required IReadOnlyDictionary<string, string> Answers { get; init; }

    /// <summary>Whether the patient ended the call before the last due question.</summary>
    public required bool HungUp { get; init; }

    /// <summary>Whether the patient asked for a person.</summary>
    public required bool HelpRequested { get; init; }

    /// <summary>Voice features by column, in their units; a missing or withheld one is not in it.</summary>
    public required IReadOnlyDictionary<string, double> Voice { get; init; }
}

/// <summary>One post, written by a template.</summary>
/// <param name="Number">1-based, in stage 1's order.</param>
/// <param name="WordCount">Words to read, in [20, 200], the mark in front not counted.</param>
/// <param name="StopProbability">Truth R: probability that a reader has seen enough after it; 0 when it indicates nothing.</param>
/// <param name="StageOneScore">How much stage 1 thought of it, in (0, 1).</param>
/// <param name="Text">Text from templates, marked <c>[synthetic]</c>.</param>
public sealed record SyntheticPost(int Number, int WordCount, double StopProbability, double StageOneScore, string Text);
