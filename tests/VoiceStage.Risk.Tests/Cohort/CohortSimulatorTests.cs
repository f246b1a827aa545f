using VoiceStage.Risk.Cohort;

namespace VoiceStage.Risk.Tests.Cohort;

/// <summary>What was set comes out. 20,000 people: a share of 0.35 among 4,000 has a standard error of 0.008, a correlation one of about 0.01.</summary>
public class CohortSimulatorTests
{
    private static readonly CohortOptions Plain = new() { People = 20_000, Seed = 11, Confounders = false, EarlierSessionRate = .5 };
    private static readonly IReadOnlyList<SyntheticPerson> People = CohortSimulator.Draw(Plain);

    [Fact]
    public void Draw_SameSeed_GivesTheSamePeopleAndAnotherSeedOthers()
    {
        var options = new CohortOptions { People = 30, Seed = 7 };

        Assert.Equal(Rows(options), Rows(options));
        Assert.NotEqual(Rows(options), Rows(options with { Seed = 8 }));
        Assert.Equal(Rows(options), Rows(options with { People = 31 })[..Rows(options).Length]);
    }

    [Theory]
    [InlineData(.05)]
    [InlineData(.20)]
    public void Draw_BaseRate_ComesOutAsSet(double rate) =>
        Assert.Equal(rate, CohortSimulator.Draw(Plain with { BaseRate = rate, EarlierSessionRate = 0 }).Average(person => person.Today.Ideation ? 1.0 : 0), .01);

    [Theory]
    [InlineData(.65)]
    [InlineData(.75)]
    [InlineData(.85)]
    public void Draw_TextAuroc_ComesOutAsSet(double auroc)
    {
        var scored = CohortSimulator.Draw(Plain with { TextAuroc = auroc, EarlierSessionRate = 0 }).Where(person => person.Today.TextScore is not null).ToList();
        var ranked = scored.OrderBy(person => person.Today.TextScore).Select((person, rank) => (person.Today.Ideation, Rank: rank + 1.0)).ToList();
        var positives = ranked.Where(person => person.Ideation).ToList();
        var negatives = ranked.Count - positives.Count;
        var found = (positives.Sum(person => person.Rank) - (positives.Count * (positives.Count + 1) / 2.0)) / positives.Count / negatives;

        Assert.Equal(auroc, found, .015);
    }

    [Theory]
    [InlineData(.20)]
    [InlineData(.35)]
    [InlineData(.50)]
    public void Draw_Denial_HappensAtItsRateAndCorrelatesBetweenItems(double rate)
    {
        var people = CohortSimulator.Draw(Plain with { DenialRate = rate, RefusalRate = 0, UnclearRate = 0, HangUpRate = 0, EarlierSessionRate = 0 });
        var denials = people.Where(person => person.Today.Ideation)
            .Select(person => new[] { 1, 2, 3 }.Select(item => person.Today.Answers[$"asq.{item}"] == "no" ? 1.0 : 0).ToArray()).ToList();

        foreach (var item in new[] { 0, 1, 2 })
        {
            Assert.Equal(rate, denials.Average(person => person[item]), .025);
        }

        Assert.Equal(.6, Correlation([.. denials.Select(person => (person[0], person[1]))]), .04);
        Assert.Equal(.6, Correlation([.. denials.Select(person => (person[1], person[2]))]), .04);
        Assert.Equal(.02, people.Where(person => !person.Today.Ideation).Average(person => person.Today.Answers["asq.3"] == "yes" ? 1.0 : 0), .005);
    }

    [Fact]
    public void Draw_HangUpsAndRefusals_ComeOutAsSetAndRiseWithSeverity()
    {
        var today = People.Select(person => person.Today).ToList();
        var refused = CohortSimulator.Draw(Plain with { HangUpRate = 0 }).Select(person => person.Today).ToList();

        Assert.Equal(.08, today.Average(session => session.HungUp ? 1.0 : 0), .008);
        Assert.Equal(.05, refused.Average(session => Refused(session) ? 1.0 : 0), .006);
        Assert.True(today.Where(session => session.Severity > 1).Average(session => session.HungUp ? 1.0 : 0) > today.Where(session => session.Severity < -1).Average(session => session.HungUp ? 1.0 : 0) + .03);
        Assert.True(refused.Where(session => session.Severity > 1).Average(session => Refused(session) ? 1.0 : 0) > refused.Where(session => session.Severity < -1).Average(session => Refused(session) ? 1.0 : 0) + .02);
    }

    [Fact]
    public void Draw_EveryVoiceFeature_HasItsMeanDeviationCorrelationAndReliability()
    {
        foreach (var feature in CohortVoiceTable.Features)
        {
            foreach (var sex in new[] { "female", "male" })
            {
                var norm = feature.Narrow;
                var (mean, deviation) = sex == "female" ? (norm.FemaleMean, norm.FemaleDeviation) : (norm.MaleMean, norm.MaleDeviation);
                var read = People.Where(person => person.Sex == sex && (feature.Narrow == feature.Wide || person.Today.Band == "narrow") && person.Today.Voice.ContainsKey(feature.Column))
                    .Select(person => (person.Today.Severity, Value: person.Today.Voice[feature.Column])).ToList();
                var error = 4 / Math.Sqrt(read.Count);

                // Floors cut the lower tail of skewed measures: mean and deviation may lie .06 σ off, never more than the table's rounding hides.
                Assert.Equal(mean, read.Average(pair => pair.Value), deviation * (error + .06));
                Assert.Equal(deviation, Deviation([.. read.Select(pair => pair.Value)]), deviation * (error + .10));
                Assert.Equal(norm.SessionCorrelation, Correlation(read), error + .02);
            }

            // Two sessions of a person whose severity differs: α is the correlation once severity's share is taken out of both.
            var twice = People.Where(person => person.Sessions.Count == 2 && person.Sex == "male" && person.Today.Band == "wide" && person.Sessions.All(session => session.Voice.ContainsKey(feature.Column)))
                .Select(person => (person.Sessions[0].Voice[feature.Column], person.Sessions[1].Voice[feature.Column])).ToList();
            var r = feature.Wide.Correlation;
            Assert.Equal(feature.Wide.Reliability * ((.6 * r * r) + 1 - (r * r)), Correlation(twice), (4 / Math.Sqrt(twice.Count)) + .04);
        }
    }

    [Fact]
    public void Draw_VowelRows_AreMissingWithoutTheTask()
    {
        var without = People.Where(person => !person.Today.VowelTaskDone).ToList();

        Assert.NotEmpty(without);
        Assert.All(without, person => Assert.DoesNotContain(person.Today.Voice.Keys, key => key.EndsWith("_vowel", StringComparison.Ordinal)));
    }

    [Fact]
    public void Draw_Posts_AreLabelledBoundedAndOnlyIndicateWithIdeation()
    {
        foreach (var person in People.Take(2000))
        {
            Assert.InRange(person.Posts.Count, 3, 12);
            Assert.All(person.Posts, post =>
            {
                Assert.InRange(post.WordCount, 20, 200);
                Assert.StartsWith("[synthetic] ", post.Text, StringComparison.Ordinal);
                Assert.Equal(post.WordCount, post.Text.Split(' ').Length - 1);
            });
            Assert.Equal(person.Today.Ideation, person.Posts.Any(post => post.StopProbability > 0));
        }
    }

    [Fact]
    public void Draw_Confounders_MoveTheVoiceTheirWay()
    {
        var people = CohortSimulator.Draw(Plain with { Confounders = true });
        double Rate(string language) => people.Where(person => person.LanguageBackground == language && person.Today.Voice.ContainsKey("speech_rate_syllables_per_s_speech"))
            .Average(person => person.Today.Voice["speech_rate_syllables_per_s_speech"]);

        Assert.Equal(.8 * .6, Rate("first") - Rate("second"), .05);
        Assert.DoesNotContain(people, person => person.Today.SnrDb < 10 && person.Today.Voice.Keys.Any(key => key.EndsWith("_vowel", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData(0, .2, .75)]
    [InlineData(10, 0, .75)]
    [InlineData(10, .2, .5)]
    public void Draw_SettingOutsideItsRange_IsRefused(int people, double rate, double auroc) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => CohortSimulator.Draw(new CohortOptions { People = people, BaseRate = rate, TextAuroc = auroc }));

    [Fact]
    public void Cells_OfEverySession_FitTheColumnsAndInputsHideTheTruth()
    {
        foreach (var person in People.Take(500))
        {
            foreach (var session in person.Sessions)
            {
                Assert.Equal(CohortColumns.People.Count, CohortColumns.Cells(person, session).Count);
                var inputs = CohortInputs.Of(person, session);
                Assert.Equal(inputs.Voice.Count > 0, session.Voice.Count > 0);
            }
        }
    }

    private static string[] Rows(CohortOptions options) =>
        [.. CohortSimulator.Draw(options).SelectMany(person => person.Sessions.Select(session => string.Join(',', CohortColumns.Cells(person, session))
            + string.Join('|', person.Posts.Select(post => post.Text))))];

    private static bool Refused(SyntheticSession session) => session.Answers.Values.Contains("refused");

    private static double Deviation(double[] values)
    {
        var mean = values.Average();
        return Math.Sqrt(values.Average(value => (value - mean) * (value - mean)));
    }

    private static double Correlation(IReadOnlyList<(double A, double B)> pairs)
    {
        var (a, b) = (pairs.Average(pair => pair.A), pairs.Average(pair => pair.B));
        return pairs.Average(pair => (pair.A - a) * (pair.B - b)) / Deviation([.. pairs.Select(pair => pair.A)]) / Deviation([.. pairs.Select(pair => pair.B)]);
    }
}
