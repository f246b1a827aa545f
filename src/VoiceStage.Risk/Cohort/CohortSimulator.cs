using System.Globalization;

namespace VoiceStage.Risk.Cohort;

/// <summary>Draws a synthetic cohort: severity first, everything else from it. Deterministic by seed; nobody real.</summary>
/// <remarks>
/// <para>severity s ~ N(0, 1); ideation ~ Bernoulli(logit⁻¹(a + 1.6 s)) with a from the base rate. The stage-1 score is the calibrated posterior of a binormal
/// score with the set AUROC. An earlier session's severity correlates .6 with today's; the person's own level of each voice feature stays.</para>
/// <para>Lifetime attempt .25 with ideation, .03 without; acute now .12 with ideation (design defaults). Text score missing in 5 %.</para>
/// </remarks>
public static class CohortSimulator
{
    private const double IdeationSlope = 1.6;
    private const double SeverityCorrelationBetweenSessions = .6;

    /// <summary>Draws the people.</summary>
    /// <param name="options">World and size; null takes the defaults.</param>
    /// <param name="progress">Told how many people are drawn, every 1000; null is silent.</param>
    /// <exception cref="ArgumentOutOfRangeException">A setting lies outside its range.</exception>
    public static IReadOnlyList<SyntheticPerson> Draw(CohortOptions? options = null, Action<int>? progress = null)
    {
        options ??= new CohortOptions();
        options.Validate();
        var world = new World(
            options, Gauss.Intercept(options.BaseRate, IdeationSlope), new CohortAnswers(options), Math.Sqrt(2) * Gauss.Quantile(options.TextAuroc));
        var arrivals = new SeededDraws(options.Seed, 0, "arrivals");
        var people = new List<SyntheticPerson>(options.People);
        var arrival = 0.0;
        for (var number = 1; number <= options.People; number++)
        {
            // A referral every 20 minutes on average (design default): about a day's work for a clinic per 24 people.
            arrival += arrivals.Exponential(20);
            people.Add(DrawPerson(world, number, arrival));
            if (number % 1000 == 0)
            {
                progress?.Invoke(number);
            }
        }

        return people;
    }

    private static SyntheticPerson DrawPerson(World world, int number, double arrival)
    {
        var draws = new SeededDraws(world.Options.Seed, number, "person");
        var today = draws.Gaussian();
        var sex = draws.Happens(.5) ? "female" : "male";
        var age = Math.Clamp((int)Math.Round(44 + (17 * draws.Gaussian()), MidpointRounding.AwayFromZero), 18, 90);
        var language = draws.Happens(.15) ? "second" : "first";
        var person = new PersonDraw(number, sex, age, language, draws.Happens(.5) ? "wide" : "narrow");
        var voice = new CohortVoice(world.Options, person);
        var sessions = new List<SyntheticSession>();
        if (draws.Happens(world.Options.EarlierSessionRate))
        {
            const double rho = SeverityCorrelationBetweenSessions;
            var before = (rho * today) + (Math.Sqrt(1 - (rho * rho)) * draws.Gaussian());
            sessions.Add(DrawSession(world, person, voice, 1, before, null, arrival));
        }

        double? days = sessions.Count == 0 ? null : draws.Between(14, 180);
        sessions.Add(DrawSession(world, person, voice, sessions.Count + 1, today, days, arrival));
        if (days is { } gap)
        {
            // The clock of the list is today's: the earlier session lies before it.
            sessions[0] = sessions[0] with { ArrivalMinutes = arrival - (gap * 24 * 60) };
        }

        var id = string.Create(CultureInfo.InvariantCulture, $"synthetic-{number:D6}");
        return new(id, sex, age, language, sessions, CohortPosts.Draw(new SeededDraws(world.Options.Seed, number, "posts"), sessions[^1].Ideation));
    }

    private static SyntheticSession DrawSession(World world, PersonDraw person, CohortVoice voice, int number, double severity, double? days, double arrival)
    {
        var options = world.Options;
        // Counted back from today, so that an earlier session changes nothing about today's.
        var draws = new SeededDraws(options.Seed, person.Number, days is null && number == 1 ? "session" : $"session{number}");
        var ideation = draws.Happens(Gauss.Logistic(world.IdeationIntercept + (IdeationSlope * severity)));
        var attempt = draws.Happens(ideation ? .25 : .03);
        var acute = draws.Happens(.12) && ideation;
        var latent = draws.Gaussian() + (ideation ? world.TextShift : 0);
        var score = Gauss.Logistic(Gauss.Logit(options.BaseRate) + (world.TextShift * latent) - (world.TextShift * world.TextShift / 2));
        double? text = draws.Happens(.05) ? null : Math.Clamp(score, 1e-4, 1 - 1e-4);
        var conditions = new SessionConditions(
            Cold: draws.Happens(.08),
            Sedation: draws.Happens(Gauss.Logistic(Gauss.Logit(.06) + (.4 * severity))),
            GainControl: draws.Happens(.30),
            SnrDb: Math.Clamp(24 + (7 * draws.Gaussian()), 3, 50));
        var truth = new SessionTruth(severity, ideation, attempt, acute);
        var answered = world.Answers.Draw(draws, truth, text >= options.TextHighAtOrAbove);
        var vowel = answered.Reached.Contains("vowel") && draws.Happens(person.Band == "wide" ? .8 : .25);
        return new SyntheticSession
        {
            Number = number,
            DaysSincePrevious = days,
            Severity = severity,
            Ideation = ideation,
            AttemptLifetime = attempt,
            AcuteNow = acute,
            Band = person.Band,
            Cold = conditions.Cold,
            Sedation = conditions.Sedation,
            GainControl = conditions.GainControl,
            SnrDb = conditions.SnrDb,
            VowelTaskDone = vowel,
            ArrivalMinutes = arrival,
            TextScore = text,
            Answers = answered.Answers,
            HungUp = answered.HungUp,
            HelpRequested = draws.Happens(Gauss.Logistic(Gauss.Logit(.02) + (.5 * severity))),
            Voice = voice.Draw(draws, severity, conditions, answered.Reached, vowel),
        };
    }

    private sealed record World(CohortOptions Options, double IdeationIntercept, CohortAnswers Answers, double TextShift);
}

/// <summary>What stays the same about a person.</summary>
internal sealed record PersonDraw(int Number, string Sex, int Age, string LanguageBackground, string Band);

/// <summary>What acts on the voice in one session.</summary>
internal sealed record SessionConditions(bool Cold, bool Sedation, bool GainControl, double SnrDb);

/// <summary>What is true of a person in one session.</summary>
internal sealed record SessionTruth(double Severity, bool Ideation, bool AttemptLifetime, bool AcuteNow);
