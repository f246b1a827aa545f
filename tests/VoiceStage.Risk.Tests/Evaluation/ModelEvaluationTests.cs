using System.Globalization;
using System.Text.Json;
using VoiceStage.Risk.Cohort;
using VoiceStage.Risk.Evaluation;

namespace VoiceStage.Risk.Tests.Evaluation;

public class ModelEvaluationTests
{
    [Fact]
    public void Run_Seed7With800People_GivesTheCommittedFiguresToFourDigits()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "VoiceStage.sln")))
        {
            folder = folder.Parent;
        }

        var committed = JsonDocument.Parse(File.ReadAllText(Path.Combine(folder!.FullName, "src/VoiceStage.Risk/Evaluation/Seed7/figures-800-people.json"))).RootElement;
        var found = JsonDocument.Parse(EvaluationReport.Json(ModelEvaluation.Run(Rows(800, 7), isSynthetic: true, cancellation: TestContext.Current.CancellationToken))).RootElement;

        Compare(committed, found, "figures");
        Assert.InRange(committed.GetProperty("auroc").GetProperty("value").GetDouble(), .85, .99);
    }

    [Fact]
    public void Of_PeopleWithTwoSessions_AreInOneFoldAndLabelsAreSpread()
    {
        var rows = Rows(400, 3);
        var fold = PersonFolds.Of([.. rows.Select(row => row.Person)], [.. rows.Select(row => row.Label)], 5);

        Assert.All(rows.Select((row, i) => (row.Person, Fold: fold[i])).GroupBy(row => row.Person), person => Assert.Single(person.Select(row => row.Fold).Distinct()));
        Assert.All(Enumerable.Range(0, 5), f => Assert.Contains(rows.Where((_, i) => fold[i] == f), row => row.Label));
    }

    [Theory]
    [InlineData("person,session\na,1", "ROWS_COLUMNS")]
    [InlineData("person,session,ideation\na,1", "ROWS_BAD_VALUE")]
    [InlineData("person,session,ideation,asq.1\na,1,0,maybe", "ROWS_BAD_VALUE")]
    [InlineData("person,session,ideation,text_score\na,1,0,1.2", "ROWS_BAD_VALUE")]
    [InlineData("person,session,ideation\na,1,0\na,1,1", "ROWS_LEAKAGE")]
    [InlineData("person,session,ideation\na,1,0\nb,1,1", "ROWS_TOO_FEW")]
    public void Read_BadTable_IsRefusedWithItsCode(string table, string code) =>
        Assert.Equal(code, Assert.Throws<SiteRowsException>(() => SiteRows.Read(table.Split('\n'))).Code);

    [Fact]
    public void Read_FeatureThatIsTheLabel_IsRefused()
    {
        var lines = Enumerable.Range(0, 100).Select(i => $"p{i},1,{i % 2},{(i % 2 == 1 ? "yes" : "no")}").Prepend("person,session,ideation,asq.3");

        Assert.Equal("ROWS_LEAKAGE", Assert.Throws<SiteRowsException>(() => SiteRows.Read(lines)).Code);
    }

    [Fact]
    public void Auroc_OfAHandWorkedExample_CountsTiesHalf()
    {
        var area = Discrimination.Auroc([.1, .4, .4, .8], [false, true, false, true])!.Value;

        Assert.Equal((1 + .5 + 1 + 1) / 4, area.Value, 12);
        Assert.Equal((1.0 / 2 * 1) + (1.0 / 2 * 2 / 3), Discrimination.Auprc([.1, .4, .4, .8], [false, true, false, true]), 12);
        Assert.Equal(.0931, Discrimination.Wilson(15, 100).Lower, .0001);
        Assert.Equal(.2328, Discrimination.Wilson(15, 100).Upper, .0001);
    }

    private static IReadOnlyList<SiteRow> Rows(int people, int seed) => SiteRows.Read(
        CohortSimulator.Draw(new CohortOptions { People = people, Seed = seed }).SelectMany(person => person.Sessions.Select(session => string.Join(',', CohortColumns.Cells(person, session))))
            .Prepend(string.Join(',', CohortColumns.People)));

    private static void Compare(JsonElement expected, JsonElement found, string path)
    {
        Assert.Equal(expected.ValueKind, found.ValueKind);
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                Assert.All(expected.EnumerateObject(), property => Compare(property.Value, found.GetProperty(property.Name), $"{path}.{property.Name}"));
                break;
            case JsonValueKind.Array:
                Assert.Equal(expected.GetArrayLength(), found.GetArrayLength());
                Assert.All(expected.EnumerateArray().Zip(found.EnumerateArray()), pair => Compare(pair.First, pair.Second, path));
                break;
            case JsonValueKind.Number:
                var (one, other) = (expected.GetDouble(), found.GetDouble());
                Assert.True(Math.Abs(one - other) <= 5e-5 * Math.Abs(one) + 1e-9, string.Create(CultureInfo.InvariantCulture, $"{path}: {one} and {other}"));
                break;
            default:
                Assert.Equal(expected.ToString(), found.ToString());
                break;
        }
    }
}
