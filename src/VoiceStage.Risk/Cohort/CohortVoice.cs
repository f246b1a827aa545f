using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Cohort;

/// <summary>A synthetic person's voice: an own level of every feature that stays, and a reading of it in each session.</summary>
/// <remarks>
/// reading = μ + σ (√α (r s + √(1 − r²) e) + √(1 − α) ε): the norm's σ is that of one session's readings, two sessions at the same severity correlate α,
/// and a reading correlates r√α with severity. Then the confounders move it by the shifts of <see cref="Shift"/>, in σ (design defaults: the
/// direction is textbook, the size a choice). Under 10 dB of signal-to-noise, perturbation and CPPS are withheld; 3 % of readings are missing at random.
/// </remarks>
internal sealed class CohortVoice
{
    private readonly CohortOptions _options;
    private readonly PersonDraw _person;
    private readonly Dictionary<string, double> _ownLevel;

    public CohortVoice(CohortOptions options, PersonDraw person)
    {
        _options = options;
        _person = person;
        var draws = new SeededDraws(options.Seed, person.Number, "voice");
        _ownLevel = CohortVoiceTable.Features.ToDictionary(feature => feature.Column, _ => draws.Gaussian(), StringComparer.Ordinal);
    }

    /// <summary>One session's readings; what the tasks did not give is not in it.</summary>
    public IReadOnlyDictionary<string, double> Draw(
        SeededDraws draws, double severity, SessionConditions conditions, IReadOnlySet<string> reached, bool vowelDone)
    {
        var readings = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var feature in CohortVoiceTable.Features)
        {
            var norm = feature.Norm(_person.Band);
            var trait = (norm.Correlation * severity) + (Math.Sqrt(1 - (norm.Correlation * norm.Correlation)) * _ownLevel[feature.Column]);
            var z = (Math.Sqrt(norm.Reliability) * trait) + (Math.Sqrt(1 - norm.Reliability) * draws.Gaussian());
            var lost = draws.Happens(.03);
            if (_options.Confounders)
            {
                z += Shift(feature.Column, conditions);
            }

            var given = feature.Task switch
            {
                "vowel" => vowelDone && (conditions.SnrDb >= 10 || !_options.Confounders),
                "speech" => reached.Contains("mood") && (norm.Family != "running" || conditions.SnrDb >= 10 || !_options.Confounders),
                _ => reached.Count > 0,
            };
            if (given && !lost)
            {
                var (mean, deviation) = _person.Sex == "female" ? (norm.FemaleMean, norm.FemaleDeviation) : (norm.MaleMean, norm.MaleDeviation);
                readings[feature.Column] = Math.Max(feature.Lowest, mean + (deviation * z));
            }
        }

        return readings;
    }

    private double Shift(string column, SessionConditions conditions)
    {
        var tempo = column is "speech_rate_syllables_per_s_speech" or "articulation_rate_syllables_per_s_speech";
        var pausing = column.StartsWith("pause_", StringComparison.Ordinal);
        var perturbation = column.StartsWith("jitter", StringComparison.Ordinal) || column.StartsWith("shimmer", StringComparison.Ordinal);
        var clarity = column.StartsWith("hnr", StringComparison.Ordinal) || column.StartsWith("cpps", StringComparison.Ordinal);
        var latency = column == "response_latency_s";
        var shift = 0.0;
        if (conditions.Cold)
        {
            shift += perturbation ? .5 : clarity ? -.6 : column == "f0_mean_hz_speech" ? -.4 : 0;
        }

        if (conditions.Sedation)
        {
            shift += tempo ? -.6 : pausing ? .5 : latency ? .8 : column == "f0_range_st_speech" ? -.3 : 0;
        }

        if (_person.LanguageBackground == "second")
        {
            shift += tempo ? -.8 : pausing ? .5 : latency ? .5 : 0;
        }

        if (conditions.GainControl && column == "intensity_sd_inside_speech_db_speech")
        {
            shift -= .8;
        }

        if (conditions.SnrDb < 20)
        {
            shift += perturbation ? .3 : clarity ? -.6 : 0;
        }

        var decadesOver60 = Math.Max(0, _person.Age - 60) / 10.0;
        return shift + (decadesOver60 * (tempo ? -.15 : pausing || latency ? .1 : perturbation ? .2 : 0));
    }
}
