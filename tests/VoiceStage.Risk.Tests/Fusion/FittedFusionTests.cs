using CsCheck;
using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Evaluation;
using VoiceStage.Risk.Fusion;

namespace VoiceStage.Risk.Tests.Fusion;

public class FittedFusionTests
{
    private static readonly IReadOnlyList<SiteRow> Rows = SiteRows.Read(
        CohortSimulator.Draw(new CohortOptions { People = 800, Seed = 5 }).SelectMany(person => person.Sessions.Select(session => string.Join(',', CohortColumns.Cells(person, session))))
            .Prepend(string.Join(',', CohortColumns.People)));

    private static readonly FittedFusion Model = FittedFusion.Fit([.. Rows.Select(row => row.Values)], [.. Rows.Select(row => row.Label)], [.. Rows.Select(row => row.Person)]);

    private static readonly int[] Suicide = [.. FusionFeatures.All.Select((feature, index) => (feature, index))
        .Where(pair => pair.feature.Name.StartsWith("asq.", StringComparison.Ordinal) || pair.feature.Name == "phq.9").Select(pair => pair.index)];

    private static readonly Gen<double?[]> AnyValues =
        Gen.Double[-5, 5].Nullable().Array[FusionFeatures.All.Count];

    [Fact]
    public void Predict_AnyFlipTowardsYes_NeverLowersEitherProbability() => Gen.Select(AnyValues, Gen.Int[0, Suicide.Length - 1], Gen.Double[0, 3], Gen.Double[0, 3]).Sample((values, which, one, other) =>
    {
        var (low, high) = ((double?[])values.Clone(), (double?[])values.Clone());
        (low[Suicide[which]], high[Suicide[which]]) = (Math.Min(one, other), Math.Max(one, other));
        var (before, after) = (Model.Predict(low), Model.Predict(high));
        Assert.True(after.Probability >= before.Probability - 1e-12 && after.ProbabilityForLevel >= before.ProbabilityForLevel - 1e-12);
    }, iter: 3000, threads: 1);

    [Fact]
    public void Predict_EveryVectorOfTheFiveAsqAnswers_NeverFallsWhenOneNoBecomesYes()
    {
        var asq = Suicide.Where(index => FusionFeatures.All[index].Name.StartsWith("asq.", StringComparison.Ordinal)).ToArray();
        for (var vector = 0; vector < 1024; vector++)
        {
            var values = new double?[FusionFeatures.All.Count];
            for (var item = 0; item < 5; item++)
            {
                values[asq[item]] = ((vector >> (2 * item)) & 3) switch { 0 => 0, 1 => 1, 2 => 2, _ => null };
            }

            for (var item = 0; item < 5; item++)
            {
                if (values[asq[item]] == 0)
                {
                    var flipped = (double?[])values.Clone();
                    flipped[asq[item]] = 2;
                    Assert.True(Model.Predict(flipped).ProbabilityForLevel > Model.Predict(values).ProbabilityForLevel);
                }
            }
        }
    }

    [Fact]
    public void Predict_AnyInput_KeepsTheVoiceInItsCapAndContributionsSumToTheLogit() => AnyValues.Sample(values =>
    {
        var prediction = Model.Predict(values);
        var voice = prediction.Contributions.Where((_, j) => FusionFeatures.All[j].IsVoice).Sum();
        var rest = prediction.Intercept + prediction.Contributions.Where((_, j) => !FusionFeatures.All[j].IsVoice).Sum();
        Assert.InRange(voice, -Math.Log(3) - 1e-9, Math.Log(3) + 1e-9);
        Assert.Equal(Logit(prediction.Probability), rest + voice, 1e-6);
        Assert.InRange(Logit(prediction.ProbabilityForLevel) - rest, -1e-6, Math.Log(3) + 1e-6);
        Assert.True(prediction.ProbabilityForLevel >= prediction.Probability - 1e-12);
    }, iter: 3000, threads: 1);

    [Fact]
    public void Read_WrittenModel_PredictsTheSame()
    {
        var (file, read) = FusionModelFile.Read(Json());

        Assert.Equal("abc", file.TrainingHash);
        Assert.All(Rows.Take(50), row => Assert.Equal(Model.Predict(row.Values).Probability, read.Predict(row.Values).Probability, 12));
    }

    [Theory]
    [InlineData("gam-fusion/1", "gam-fusion/9", "MODEL_VERSION")]
    [InlineData("fusion-features/1", "fusion-features/9", "MODEL_FEATURES")]
    [InlineData("\"missing\": [", "\"missing\": [1, ", "MODEL_UNREADABLE")]
    [InlineData("{", "", "MODEL_UNREADABLE")]
    public void Read_MismatchingModel_IsRefusedWithItsCode(string what, string by, string code)
    {
        var json = Json();
        var at = json.IndexOf(what, StringComparison.Ordinal);

        Assert.Equal(code, Assert.Throws<FusionModelException>(() => FusionModelFile.Read(json[..at] + by + json[(at + what.Length)..])).Code);
    }

    private static string Json() => FusionModelFile.Write(Model, "abc", true, new Dictionary<string, double> { ["auroc"] = .9 });

    private static double Logit(double p) => Math.Log(p / (1 - p));
}
