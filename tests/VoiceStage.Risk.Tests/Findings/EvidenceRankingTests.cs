using VoiceStage.Risk.Findings;

namespace VoiceStage.Risk.Tests.Findings;

public sealed class EvidenceRankingTests
{
    private static readonly string Forty = string.Join(' ', Enumerable.Repeat("word", 40));

    [Fact]
    public void Order_CheapLines_NeverStandBeforeAnAcuteDisclosure()
    {
        var acute = new EvidencePiece(EvidenceKind.Transcript, "phrase.acute", Forty, EvidenceStrength.Acute);
        var cheap = Enumerable.Range(1, 20).Select(i => new EvidencePiece(EvidenceKind.Answer, $"asq.{i}:yes", "yes", EvidenceStrength.DecidingAnswer));

        Assert.Equal("phrase.acute", EvidenceRanking.Order([.. cheap, acute], limit: 3)[0].Code);
    }

    [Fact]
    public void Order_EqualStrength_ShorterFirst()
    {
        var long_ = new EvidencePiece(EvidenceKind.Post, "a", Forty, .4);
        var short_ = new EvidencePiece(EvidenceKind.Post, "b", "few words", .4);

        Assert.Equal(["b", "a"], EvidenceRanking.Order([long_, short_]).Select(piece => piece.Code));
    }

    /// <summary>Over every pair of places: a piece that is marked stands where it stands unmarked.</summary>
    [Fact]
    public void Order_AnyMarks_ChangeNoPlace()
    {
        var random = new Random(7);
        for (var round = 0; round < 200; round++)
        {
            var pieces = Enumerable.Range(0, 8).Select(i => new EvidencePiece(
                EvidenceKind.Transcript, $"c{i}", string.Join(' ', Enumerable.Repeat("w", random.Next(1, 40))), random.NextDouble())).ToList();
            var marked = pieces.Select(piece => piece with { Marks = random.Next(2) == 0 ? ["negated", "third_person"] : [] });

            Assert.Equal(EvidenceRanking.Order(pieces).Select(piece => piece.Code), EvidenceRanking.Order(marked).Select(piece => piece.Code));
        }
    }

    /// <summary>Smith's rule against every order of five pieces: none lets a reader stop sooner.</summary>
    [Fact]
    public void Order_BelowTheDecisive_HasTheLeastExpectedReading()
    {
        var random = new Random(11);
        for (var round = 0; round < 20; round++)
        {
            var pieces = Enumerable.Range(0, 5).Select(i => new EvidencePiece(
                EvidenceKind.Post, $"c{i}", string.Join(' ', Enumerable.Repeat("w", random.Next(1, 200))), random.NextDouble() * .89)).ToList();

            var ours = Seconds(EvidenceRanking.Order(pieces));

            Assert.All(Permutations(pieces), other => Assert.True(ours <= Seconds(other) + 1e-9));
        }
    }

    [Fact]
    public void Order_TheSameTwice_IsShownOnce() =>
        Assert.Single(EvidenceRanking.Order([new(EvidenceKind.Post, "a", "x", .2), new(EvidenceKind.Post, "a", "x", .3)]));

    [Theory]
    [InlineData(-.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void Piece_StrengthNoProbability_IsRefused(double strength) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new EvidencePiece(EvidenceKind.Post, "a", "x", strength));

    [Fact]
    public void Strengths_StandInTheirOrder()
    {
        double[] strengths =
        [
            EvidenceStrength.Acute, EvidenceStrength.DecidingAnswer, EvidenceStrength.IdeationPhrase, EvidenceStrength.SuicideAnswer, EvidenceStrength.BrokenOff,
            EvidenceStrength.TextScore, EvidenceStrength.OpenAnswer, EvidenceStrength.SymptomAnswer, EvidenceStrength.Voice,
        ];
        Assert.Equal(strengths.OrderDescending(), strengths);
        Assert.True(EvidenceStrength.Acute >= EvidenceRanking.DecidesAlone && EvidenceStrength.DecidingAnswer < EvidenceRanking.DecidesAlone);
        Assert.True(EvidenceStrength.Weighed(-3, .3) == 0 && EvidenceStrength.Weighed(30, .3) <= .3);
    }

    private static double Seconds(IReadOnlyList<EvidencePiece> order) =>
        order.Aggregate((Seconds: 0.0, GoesOn: 1.0), (sum, piece) => (sum.Seconds + (sum.GoesOn * piece.ReadingSeconds), sum.GoesOn * (1 - piece.Strength))).Seconds;

    private static IEnumerable<List<EvidencePiece>> Permutations(List<EvidencePiece> pieces) => pieces.Count <= 1
        ? [pieces]
        : pieces.SelectMany(first => Permutations([.. pieces.Where(piece => piece != first)]).Select(rest => new List<EvidencePiece>([first, .. rest])));
}
