using Microsoft.EntityFrameworkCore;

namespace VoiceStage.Server.Journal;

/// <summary>What is wrong with one stream.</summary>
/// <param name="Stream">Session id, or another stream.</param>
/// <param name="Version">First version that does not hold.</param>
/// <param name="Problem">In words for an operator, without content.</param>
public sealed record JournalDamage(string Stream, long Version, string Problem);

/// <summary>The result of walking every chain.</summary>
/// <param name="StreamCount">Streams walked.</param>
/// <param name="EventCount">Rows walked.</param>
/// <param name="Damage">Empty when every chain holds.</param>
/// <param name="Digest">SHA-256 over all streams' last hashes in order of name: note it elsewhere to notice a rewritten journal.</param>
public sealed record JournalVerdict(int StreamCount, long EventCount, IReadOnlyList<JournalDamage> Damage, string Digest);

/// <summary>Walks hash chains: <c>voicestage audit verify</c>.</summary>
public static class JournalVerification
{
    /// <summary>Walks one stream, or all of them.</summary>
    /// <param name="db">Store.</param>
    /// <param name="stream">Session id or stream; null walks all.</param>
    /// <param name="cancellation">Ends the walk.</param>
    public static async Task<JournalVerdict> VerifyAsync(VoiceStageDb db, string? stream, CancellationToken cancellation)
    {
        var rows = db.Events.AsNoTracking().Where(row => stream == null || row.Session == stream).OrderBy(row => row.Session).ThenBy(row => row.Version);
        var damage = new List<JournalDamage>();
        var digest = EventHash.Start;
        var (streams, events) = (0, 0L);
        EventRow? last = null;
        var isBroken = false;
        await foreach (var row in rows.AsAsyncEnumerable().WithCancellation(cancellation))
        {
            var begins = last?.Session != row.Session;
            if (begins)
            {
                streams++;
                isBroken = false;
                digest = last is null ? digest : Sealed(digest, last);
            }

            events++;
            if (!isBroken && Problem(row, begins ? null : last) is { } problem)
            {
                isBroken = true;
                damage.Add(new(row.Session, row.Version, problem));
            }

            last = row;
        }

        damage.AddRange(await CutTailsAsync(db, stream, damage, cancellation));
        return new(streams, events, damage, last is null ? digest : Sealed(digest, last));
    }

    /// <summary>A chain whose last rows are gone still holds in itself; the assessment's row, written with each group, knows how long it was.</summary>
    private static async Task<List<JournalDamage>> CutTailsAsync(
        VoiceStageDb db, string? stream, List<JournalDamage> found, CancellationToken cancellation)
    {
        var lengths = await db.Assessments.AsNoTracking()
            .Where(row => (stream == null || row.Id == stream) && row.JournalVersion > 0)
            .Select(row => new { row.Id, row.JournalVersion, Last = db.Events.Where(e => e.Session == row.Id).Max(e => (long?)e.Version) ?? 0 })
            .Where(row => row.Last < row.JournalVersion)
            .ToListAsync(cancellation);
        return [.. lengths.Where(row => found.All(damage => damage.Stream != row.Id))
            .Select(row => new JournalDamage(row.Id, row.Last + 1, $"ends at version {row.Last} although {row.JournalVersion} were written"))];
    }

    private static string? Problem(EventRow row, EventRow? before) =>
        row.Version != (before?.Version ?? 0) + 1 ? $"version {(before?.Version ?? 0) + 1} is missing"
        : row.PreviousHash != (before?.Hash ?? EventHash.Start) ? "does not follow the row before it"
        : !EventHash.Fits(row) ? "its content was changed"
        : null;

    private static string Sealed(string digest, EventRow last) => EventHash.Of(digest, last.Session, last.Version, "", 0, 0, 0, last.Hash);
}
