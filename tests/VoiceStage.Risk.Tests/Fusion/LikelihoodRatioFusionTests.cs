using CsCheck;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Tests.Fusion;

public class LikelihoodRatioFusionTests
{
    private static readonly LikelihoodRatioFusion Model = new();
    private static readonly RiskInputs Nothing = new();

    [Fact]
    public void Estimate_NothingKnown_Abstains()
    {
        var estimate = Model.Estimate(Nothing);

        Assert.Equal("INSUFFICIENT_EVIDENCE", estimate.Abstention);
        Assert.Null(estimate.Probability);
        Assert.Null(estimate.ProbabilityForLevel);
    }

    [Fact]
    public void Estimate_VoiceOrBehaviourAlone_Abstains() => Assert.NotNull(
        Model.Estimate(Nothing with { Voice = [Speech(pauseDeviation: 1.5)], Behaviour = ["refused:asq.1", "hung_up"] }).Abstention);

    [Fact]
    public void Estimate_TextOnly_GivesTheTextsOwnProbability()
    {
        var estimate = Model.Estimate(Nothing with { Text = new(.62, "probability", false) });

        Assert.Equal(.62, estimate.Probability!.Value, 12);
        Assert.True(estimate.Lower < .62 && estimate.Upper > .62);
    }

    [Fact]
    public void Estimate_PositiveScreenerAtClinicPrior_MultipliesOdds()
    {
        var estimate = Model.Estimate(Nothing with { Instruments = [new("asq", null, "positive")] });

        Assert.Equal(.25 * 2.8 / (1 + (.25 * 2.8)), estimate.Probability!.Value, 12);
        Assert.Equal(new RiskReason("asq.result", Math.Log(2.8), 1), Assert.Single(estimate.Reasons));
    }

    [Fact]
    public void Estimate_UnknownScaleOrUnknownResult_WeighsNothing()
    {
        Assert.NotNull(Model.Estimate(Nothing with { Text = new(.9, "zscore", true), Instruments = [new("asq", null, "unknown"), new("phq-9", null, "")] }).Abstention);
        Assert.NotNull(Model.Estimate(Nothing with { Text = new(double.NaN, "probability", true) }).Abstention);
    }

    [Theory]
    [InlineData(10, 7.3)]
    [InlineData(27, 7.3)]
    [InlineData(9, .14)]
    [InlineData(0, .14)]
    public void Estimate_Phq9_CountsHalfOfItsLogRatio(double total, double ratio)
    {
        var estimate = Model.Estimate(Nothing with { Instruments = [new("phq-9", total, "")] });

        Assert.Equal(.5 * Math.Log(ratio), Assert.Single(estimate.Reasons).LogLikelihoodRatio, 12);
    }

    [Fact]
    public void Estimate_LongVariedPausesInFreeSpeech_RaiseAndShortOnesLowerOnlyThePrint()
    {
        var before = Model.Estimate(Text());
        var slow = Model.Estimate(Text() with { Voice = [Speech(rate: 2.6, pauseTotal: 30, pauseDeviation: .9)] });
        var brisk = Model.Estimate(Text() with { Voice = [Speech(rate: 5.0, pauseTotal: 5, pauseDeviation: .1)] });

        Assert.True(slow.Probability > before.Probability);
        Assert.Equal(slow.Probability, slow.ProbabilityForLevel);
        Assert.True(brisk.Probability < before.Probability);
        Assert.Equal(before.ProbabilityForLevel!.Value, brisk.ProbabilityForLevel!.Value, 12);
    }

    [Fact]
    public void Estimate_PerturbationInSpeechOrTimingInReading_IsNotWeighed()
    {
        var estimate = Model.Estimate(Text() with { Voice = [Profile("speech", 3, ("jitter_local", .02), ("shimmer_local", .1), ("cpps_db", 8)), Profile("reading", 30, ("pause_sd_s", 2))] });

        Assert.Equal(["text.score"], estimate.Reasons.Select(reason => reason.Code));
    }

    [Fact]
    public void Estimate_WithheldMeasure_IsMissingAndNotAverage()
    {
        var profile = new VoiceProfile
        {
            Version = "voice/1", DurationSeconds = 30, SampleRateHz = 8000,
            Measures = new Dictionary<string, Reading> { ["pause_sd_s"] = Reading.Withheld(Unmeasured.Noisy), ["speech_rate_syllables_per_s"] = Reading.Of(3) },
        };
        var estimate = Model.Estimate(Text() with { Voice = [new("speech", "mood", profile, null)] });

        Assert.Contains(estimate.Reasons, reason => reason.Code.Contains("speech_rate", StringComparison.Ordinal));
        Assert.DoesNotContain(estimate.Reasons, reason => reason.Code.Contains("pause_sd", StringComparison.Ordinal));
    }

    [Fact]
    public void Estimate_AnyVoice_StaysInsideItsCapsAndSharesSumToOne() => Gen.Select(
        Gen.Double[.01, .99], Gen.Double[0, 12], Gen.Double[0, 60], Gen.Double[0, 5], Gen.Double[0, .2], Gen.Double[0, 8], Gen.Int[0, 2].Select(index => new[] { "female", "male", null }[index]))
        .Sample((text, rate, pauses, deviation, jitter, latency, sex) =>
    {
        var inputs = Text(text) with { Sex = sex };
        var before = Logit(Model.Estimate(inputs).Probability!.Value);
        var estimate = Model.Estimate(inputs with
        {
            Voice = [Speech(rate, pauses, deviation), Profile("vowel", 5, ("jitter_local", jitter), ("shimmer_local", jitter * 2)), Profile("closed", 1) with { ResponseLatencySeconds = latency }],
        });
        Assert.InRange(Logit(estimate.Probability!.Value) - before, -Math.Log(3) - 1e-9, Math.Log(3) + 1e-9);
        Assert.InRange(Logit(estimate.ProbabilityForLevel!.Value) - before, -1e-9, Math.Log(3) + 1e-9);
        Assert.True(estimate.ProbabilityForLevel >= estimate.Probability - 1e-12);
        Assert.True(estimate.Lower <= estimate.Probability && estimate.Probability <= estimate.Upper);
        Assert.Equal(1, estimate.Reasons.Sum(reason => reason.Share), 1e-9);
    }, iter: 2000, threads: 1);

    [Fact]
    public void Estimate_AllBehaviour_StaysWithinItsCapAndOnlyRaises()
    {
        var all = Enumerable.Range(1, 9).Select(number => $"refused:phq.{number}").Concat(["hung_up", "silent", "help_requested"]).ToList();
        for (var count = 0; count <= all.Count; count++)
        {
            var estimate = Model.Estimate(Text(.5) with { Behaviour = [.. all.Take(count)] });
            Assert.InRange(Logit(estimate.Probability!.Value), 0, Math.Log(3) + 1e-9);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void New_PriorOutsideTheOpenInterval_IsRefused(double prior) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new LikelihoodRatioFusion(new FusionOptions { Prior = prior }));

    private static RiskInputs Text(double value = .4) => Nothing with { Text = new(value, "probability", false) };

    private static VoiceEvidence Speech(double rate = 3.8, double pauseTotal = 17, double pauseDeviation = .45) => Profile("speech", 60,
        ("speech_rate_syllables_per_s", rate), ("pause_total_s", pauseTotal), ("pause_sd_s", pauseDeviation));

    private static VoiceEvidence Profile(string task, double seconds, params (string Key, double Value)[] measures) => new(task, "mood", new VoiceProfile
    {
        Version = "voice/1", DurationSeconds = seconds, SampleRateHz = 16_000,
        Measures = measures.ToDictionary(measure => measure.Key, measure => Reading.Of(measure.Value)),
    }, null);

    private static double Logit(double p) => Math.Log(p / (1 - p));

    /// <summary>Every vector of the five ASQ answers: a "no" turned into "yes" never lowers, and a further one raises.</summary>
    [Fact]
    public void Estimate_FurtherYes_NeverLowersOverAllVectors()
    {
        string[] codes = ["no", "yes", "refused", "unclear"];
        double Of(int vector)
        {
            var answers = Enumerable.Range(1, 5).ToDictionary(item => $"asq.{item}", item => codes[(vector >> (2 * (item - 1))) & 3]);
            var result = answers.Values.All(code => code == "no") ? "negative" : "positive";
            return Model.Estimate(new() { Instruments = [new("asq", null, result)], Answers = answers }).ProbabilityForLevel!.Value;
        }

        for (var vector = 0; vector < 1024; vector++)
        {
            for (var item = 0; item < 5; item++)
            {
                if (((vector >> (2 * item)) & 3) == 0)
                {
                    Assert.True(Of(vector | (1 << (2 * item))) >= Of(vector) - 1e-12);
                }
            }
        }

        Assert.True(Of(0b0101) > Of(0b0001));
    }
}
