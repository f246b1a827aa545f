using CsCheck;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Tests.Fusion;

/// <summary>Whatever numbers a model file holds: in shadow nothing changes, enabled nothing is lowered.</summary>
public sealed class ShadowedModelTests
{
    private static readonly LikelihoodRatioFusion Counting = new();

    private static readonly Gen<FittedFusion> AnyModel = Gen.Select(
        Gen.Double[-6, 6], Gen.Double[0, 4].Array[12].Array[FusionFeatures.All.Count], Gen.Double[-4, 4].Array[FusionFeatures.All.Count], Gen.Double[0.05, 3], Gen.Double[-3, 3], Gen.Double[-5, 5].Array[1, 9],
        (intercept, rises, missing, slope, offset, scores) => new FittedFusion(
            new ShapeModel(intercept, [.. FusionFeatures.All.Select((feature, i) => rises[i][..(feature.Knots.Count - 1)])], missing), slope, offset, scores, [.. scores.Select(score => score - 1)]));

    private static readonly string[] Codes = ["no", "unclear", "refused", "yes"];

    private static readonly Gen<RiskInputs> AnyInputs = Gen.Select(
        Gen.Double[0, 1].Nullable(), Gen.Int[0, 4].Array[5], Gen.Int[0, 4].Array[9], Gen.Bool, Gen.Select(Gen.Double[0, 8], Gen.Double[0, 30]).Nullable(),
        (text, asq, phq, hungUp, voice) => new RiskInputs
        {
            Text = text is { } score ? new TextEvidence(score, "probability", score > 0.5) : null,
            Answers = asq.Select((code, i) => (Item: $"asq.{i + 1}", Code: code < 4 ? Codes[code] : null)).Concat(phq.Select((points, i) => (Item: $"phq.{i + 1}", Code: points < 4 ? $"{points}" : null)))
                .Where(pair => pair.Code is not null).ToDictionary(pair => pair.Item, pair => pair.Code!, StringComparer.Ordinal),
            Instruments = [new("asq", null, asq.Contains(3) ? "positive" : "negative")],
            Behaviour = hungUp ? ["hung_up"] : [],
            Voice = voice is { } measured ? [Spoken(measured.Item1, measured.Item2)] : [],
            Sex = "female",
        });

    [Fact]
    public void Estimate_AnyModelInShadow_ChangesNothingThatCounts() => Gen.Select(AnyModel, AnyInputs).Sample((model, inputs) =>
    {
        var (alone, beside) = (Counting.Estimate(inputs), Of(model, mayRaise: false).Estimate(inputs));
        Assert.Equal(alone with { Reasons = [] }, beside with { Model = alone.Model, Shadow = null, Reasons = [] });
        Assert.Equal(alone.Reasons, beside.Reasons);
        Assert.NotNull(beside.Shadow);
        Assert.False(beside.Shadow.MayRaise);
    }, iter: 2_000, threads: 1);

    [Fact]
    public void Estimate_AnyModelEnabled_OnlyRaises() => Gen.Select(AnyModel, AnyInputs).Sample((model, inputs) =>
    {
        var (alone, with) = (Counting.Estimate(inputs), Of(model, mayRaise: true).Estimate(inputs));
        Assert.True(with.ProbabilityForLevel >= (alone.ProbabilityForLevel ?? 0));
        Assert.Equal(alone.Probability, with.Probability);
    }, iter: 2_000, threads: 1);

    [Fact]
    public void Estimate_AnyModelEnabled_AVoiceNeverLowers() => Gen.Select(AnyModel, AnyInputs, Gen.Double[0, 8], Gen.Double[0, 30]).Sample((model, inputs, rate, latency) =>
    {
        // "Not measured" has a level of its own in a fitted model; a voice is compared with one whose contributions are none at all.
        var values = FusionFeatures.Of(inputs with { Voice = [Spoken(rate, latency)] });
        var silent = model.Shapes.Contributions(values).Select((part, i) => FusionFeatures.All[i].IsVoice ? 0 : model.Slope * part).Sum() + (model.Slope * model.Shapes.Intercept) + model.Offset;
        var with = Of(model, mayRaise: true).Estimate(inputs with { Voice = [Spoken(rate, latency)] });
        Assert.True(with.ProbabilityForLevel >= 1 / (1 + Math.Exp(-silent)) - 1e-12);
    }, iter: 2_000, threads: 1);

    [Fact]
    public void Estimate_AnyModelEnabled_NoAnswerTowardsYesLowers() => Gen.Select(AnyModel, AnyInputs, Gen.Int[1, 5], Gen.Int[0, 3], Gen.Int[0, 3]).Sample((model, inputs, item, one, other) =>
    {
        RiskInputs With(int code) => inputs with { Answers = new Dictionary<string, string>(inputs.Answers) { [$"asq.{item}"] = Codes[code] } };
        var shadowed = Of(model, mayRaise: true);
        Assert.True(shadowed.Estimate(With(Math.Max(one, other))).ProbabilityForLevel >= shadowed.Estimate(With(Math.Min(one, other))).ProbabilityForLevel - 1e-12);
    }, iter: 2_000, threads: 1);

    [Fact]
    public void FeaturesOf_ACall_AreThoseOfARowWithTheSameFacts()
    {
        var inputs = new RiskInputs
        {
            Text = new(0.8, "probability", true), Sex = "male", Behaviour = ["hung_up", "refused:asq.2"], Voice = [Spoken(2.5, 1.5)],
            Answers = new Dictionary<string, string> { ["phq.1"] = "2", ["phq.2"] = "3", ["asq.1"] = "yes", ["asq.2"] = "refused", ["asq.3"] = "no", ["phq.9"] = "unclear" },
        };

        var values = FusionFeatures.All.Zip(FusionFeatures.Of(inputs)).ToDictionary(pair => pair.First.Name, pair => pair.Second);

        Assert.Equal(Math.Log(4), values["text.logit"]!.Value, 1e-9);
        Assert.Equal((5, null, null), (values["phq-2.total"], values["phq-9.total"], values["phq.9"]));
        Assert.Equal((2, 1, 0, null), (values["asq.1"], values["asq.2"], values["asq.3"], values["asq.4"]));
        Assert.Equal((1, 0), (values["behaviour.hung_up"], values["behaviour.help_requested"]));
        Assert.Equal((2.5 - 3.8) / 0.6, values["voice.speech_rate_syllables_per_s_speech"]!.Value, 1e-9);
        Assert.Equal((1.5 - 0.8) / 0.4, values["voice.response_latency_s"]!.Value, 1e-9);
        Assert.Null(values["voice.jitter_local_vowel"]);
        Assert.Null(values["change.voice"]);
    }

    private static ShadowedModel Of(FittedFusion model, bool mayRaise) =>
        new(Counting, new(FusionModelFile.Current, FusionFeatures.Version, new string('a', 64), false, new Dictionary<string, double>(), 0, [], [], 1, 0, [], []), model, mayRaise);

    private static VoiceEvidence Spoken(double rate, double latency) => new("speech", "mood", new VoiceProfile
    {
        Version = "test", DurationSeconds = 20, SampleRateHz = 16_000,
        Measures = VoiceSetKeys.All.ToDictionary(key => key, key => key == "speech_rate_syllables_per_s" ? Reading.Of(rate) : Reading.Withheld(Unmeasured.NoPause)),
    }, latency);
}
