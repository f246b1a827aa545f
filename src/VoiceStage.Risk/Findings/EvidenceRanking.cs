namespace VoiceStage.Risk.Findings;

/// <summary>In what order a person's evidence is read: what decides alone first, then by expected worth per second of reading.</summary>
/// <remarks>
/// <para>A reader stops with probability R after a piece that costs c seconds; the expected time until then is least in descending order of R/c
/// (Smith's rule; Shing, Resnik, Oard 2020 order evidence so for the best possible hTBG).</para>
/// <para>A piece of strength <see cref="DecidesAlone"/> or more stands before all weaker ones however long it is: a cheap line never pushes an acute
/// disclosure down. Marks are not read. Equal worth goes by time, then code, then quote, so that the order is total.</para>
/// </remarks>
public static class EvidenceRanking
{
    /// <summary>Strength from which a piece decides alone (design default).</summary>
    public const double DecidesAlone = .9;

    /// <summary>Seconds to take in a line's source and code before its words: 1 (design default).</summary>
    public const double LineSeconds = 1;

    /// <summary>Orders one person's evidence; the same code and quote is shown once, at its best place.</summary>
    /// <param name="evidence">Pieces in any order.</param>
    /// <param name="limit">Most pieces to give, 1 or more; null gives all.</param>
    /// <exception cref="ArgumentOutOfRangeException">The limit is below 1.</exception>
    public static IReadOnlyList<EvidencePiece> Order(IEnumerable<EvidencePiece> evidence, int? limit = null)
    {
        ArgumentNullException.ThrowIfNull(evidence);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit ?? 1, 1, nameof(limit));
        return [.. evidence
            .OrderByDescending(piece => piece.Strength >= DecidesAlone)
            .ThenByDescending(piece => piece.WorthPerSecond)
            .ThenBy(piece => piece.Time ?? DateTimeOffset.MaxValue)
            .ThenBy(piece => piece.Code, StringComparer.Ordinal)
            .ThenBy(piece => piece.Quote, StringComparer.Ordinal)
            .DistinctBy(piece => (piece.Code, piece.Quote))
            .Take(limit ?? int.MaxValue)];
    }
}
