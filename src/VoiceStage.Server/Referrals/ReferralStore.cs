using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Referrals;

/// <summary>Referrals, the assessments made for them, and the patients' tickets.</summary>
public sealed class ReferralStore
{
    private readonly IDbContextFactory<VoiceStageDb> contexts;
    private readonly StoreWriter writer;
    private readonly TimeProvider time;

    /// <summary>Makes the store.</summary>
    public ReferralStore(IDbContextFactory<VoiceStageDb> contexts, StoreWriter writer, TimeProvider time) =>
        (this.contexts, this.writer, this.time) = (contexts, writer, time);

    /// <summary>Stores a referral and makes its assessment. Idempotent by owner and request id.</summary>
    /// <param name="owner">Upstream service that refers.</param>
    /// <param name="referral">What it knows; its <see cref="Referral.ReferralId"/> is set here.</param>
    /// <param name="protocol">Protocol to ask.</param>
    /// <param name="requestId">Idempotence key, or null.</param>
    /// <param name="ticketHash">From <see cref="PatientTicket.Hash"/>.</param>
    /// <param name="ticketExpiry">First use must be before this.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <exception cref="CallRefusedException">PERMISSION_DENIED: another service referred a patient with this id.</exception>
    public async Task<CreatedReferral> CreateAsync(
        string owner, Referral referral, string protocol, string? requestId, string ticketHash, DateTimeOffset ticketExpiry, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var assessmentId = Guid.CreateVersion7(now).ToString("N");
        referral = referral with { ReferralId = Guid.CreateVersion7(now).ToString("N") };
        requestId = string.IsNullOrEmpty(requestId) ? null : requestId;
        try
        {
            return await writer.WriteAsync(
                async (db, token) =>
                {
                    if (requestId is not null
                        && await db.Referrals.AsNoTracking().FirstOrDefaultAsync(row => row.Owner == owner && row.RequestId == requestId, token) is { } seen)
                    {
                        return new CreatedReferral(await ReadAsync(db, seen, token), WasSeenBefore: true);
                    }

                    // Two services may use the same id for two people: merging their histories would harm both.
                    if (await db.Referrals.AnyAsync(row => row.PatientId == referral.PatientId && row.Owner != owner, token))
                    {
                        throw ErrorCodes.PermissionDenied.Refusal();
                    }

                    var row = new ReferralRow
                    {
                        Id = referral.ReferralId,
                        PatientId = referral.PatientId,
                        Owner = owner,
                        AssessmentId = assessmentId,
                        RequestId = requestId,
                        DetailsJson = JsonSerializer.Serialize(referral with { Posts = [] }),
                        PostsJson = JsonSerializer.Serialize(referral.Posts),
                        CreatedMs = now.ToUnixTimeMilliseconds(),
                        Etag = 1,
                    };
                    db.Referrals.Add(row);
                    db.Assessments.Add(new()
                    {
                        Id = assessmentId,
                        ReferralId = referral.ReferralId,
                        PatientId = referral.PatientId,
                        Protocol = protocol,
                        CreatedMs = row.CreatedMs,
                        TicketHash = ticketHash,
                        TicketExpiryMs = ticketExpiry.ToUnixTimeMilliseconds(),
                    });
                    return new CreatedReferral(Read(row, protocol), WasSeenBefore: false);
                },
                cancellation);
        }
        catch (DbUpdateException) when (requestId is not null)
        {
            // Another process stored the same request between our look and our insert.
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var seen = await db.Referrals.AsNoTracking().FirstOrDefaultAsync(row => row.Owner == owner && row.RequestId == requestId, cancellation);
            if (seen is null)
            {
                throw;
            }

            return new CreatedReferral(await ReadAsync(db, seen, cancellation), WasSeenBefore: true);
        }
    }

    /// <summary>One referral; null when there is none. The caller checks <see cref="StoredReferral.Owner"/> before it says which.</summary>
    public async Task<StoredReferral?> FindAsync(string referralId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db.Referrals.AsNoTracking().FirstOrDefaultAsync(r => r.Id == referralId, cancellation);
        return row is null ? null : await ReadAsync(db, row, cancellation);
    }

    /// <summary>The referral of an assessment; null when there is none.</summary>
    public async Task<StoredReferral?> FindByAssessmentAsync(string assessmentId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var row = await db.Referrals.AsNoTracking().FirstOrDefaultAsync(r => r.AssessmentId == assessmentId, cancellation);
        return row is null ? null : await ReadAsync(db, row, cancellation);
    }

    /// <summary>Referrals of one patient that one upstream service made, newest first.</summary>
    /// <param name="owner">Upstream service.</param>
    /// <param name="patientId">Patient.</param>
    /// <param name="pageSize">At most this many, 1 to 100.</param>
    /// <param name="afterReferralId">Last id of the page before; null for the first page.</param>
    /// <param name="cancellation">Ends the read.</param>
    public async Task<IReadOnlyList<StoredReferral>> ListAsync(
        string owner, string patientId, int pageSize, string? afterReferralId, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(pageSize, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(pageSize, 100);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = db.Referrals.AsNoTracking().Where(row => row.Owner == owner && row.PatientId == patientId);
        if (afterReferralId is not null)
        {
            var afterMs = await db.Referrals.Where(row => row.Id == afterReferralId).Select(row => (long?)row.CreatedMs).FirstOrDefaultAsync(cancellation) ?? 0;
            rows = rows.Where(row => row.CreatedMs < afterMs || (row.CreatedMs == afterMs && string.Compare(row.Id, afterReferralId) < 0));
        }

        var page = await rows.OrderByDescending(row => row.CreatedMs).ThenByDescending(row => row.Id).Take(pageSize).ToListAsync(cancellation);
        var referrals = new List<StoredReferral>(page.Count);
        foreach (var row in page)
        {
            referrals.Add(await ReadAsync(db, row, cancellation));
        }

        return referrals;
    }

    /// <summary>Notes that consent was withdrawn on the patient's behalf; again changes nothing.</summary>
    /// <returns>The referral after it, or null when there is none.</returns>
    public async Task<StoredReferral?> WithdrawAsync(string referralId, CancellationToken cancellation)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return await writer.WriteAsync(
            async (db, token) =>
            {
                if (await db.Referrals.FindAsync([referralId], token) is not { } row)
                {
                    return null;
                }

                if (row.WithdrawnMs is null)
                {
                    row.WithdrawnMs = nowMs;
                    row.Etag++;
                }

                return await ReadAsync(db, row, token);
            },
            cancellation);
    }

    /// <summary>One assessment; null when there is none.</summary>
    public async Task<AssessmentRow?> FindAssessmentAsync(string assessmentId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Assessments.AsNoTracking().FirstOrDefaultAsync(row => row.Id == assessmentId, cancellation);
    }

    /// <summary>Assessments whose call began and has no end: after a restart somebody must resume or close them, nobody is lost.</summary>
    public async Task<IReadOnlyList<string>> ListUnfinishedAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Assessments.AsNoTracking().Where(row => row.JournalVersion > 0 && row.Outcome == null)
            .OrderBy(row => row.CreatedMs).Select(row => row.Id).ToListAsync(cancellation);
    }

    /// <summary>Replaces the ticket of an assessment; the earlier one stops working.</summary>
    /// <returns>False when there is no such assessment.</returns>
    public Task<bool> IssueTicketAsync(string assessmentId, string ticketHash, DateTimeOffset expiry, CancellationToken cancellation) => writer.WriteAsync(
        async (db, token) =>
        {
            if (await db.Assessments.FindAsync([assessmentId], token) is not { } row)
            {
                return false;
            }

            row.TicketHash = ticketHash;
            row.TicketExpiryMs = expiry.ToUnixTimeMilliseconds();
            row.TicketUsedMs = null;
            return true;
        },
        cancellation);

    /// <summary>The assessment whose ticket has this hash, whether expired or not; null when the ticket is unknown or replaced.</summary>
    public async Task<AssessmentRow?> FindByTicketAsync(string ticketHash, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Assessments.AsNoTracking().FirstOrDefaultAsync(row => row.TicketHash == ticketHash, cancellation);
    }

    /// <summary>Which upstream service a patient belongs to: the one that referred them first; null when nobody did.</summary>
    public async Task<string?> FindOwnerOfPatientAsync(string patientId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        return await db.Referrals.AsNoTracking().Where(row => row.PatientId == patientId)
            .OrderBy(row => row.CreatedMs).ThenBy(row => row.Id).Select(row => row.Owner).FirstOrDefaultAsync(cancellation);
    }

    /// <summary>Takes a ticket: its first use binds it to one call, which it may resume until that call's time is over.</summary>
    /// <param name="ticketHash">From <see cref="PatientTicket.Hash"/>.</param>
    /// <param name="callSpan">How long it resumes the call from its first use.</param>
    /// <param name="cancellation">Ends the wait.</param>
    /// <returns>The assessment, or null when the ticket is unknown, replaced or expired.</returns>
    public Task<AssessmentRow?> RedeemTicketAsync(string ticketHash, TimeSpan callSpan, CancellationToken cancellation)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        return writer.WriteAsync(
            async (db, token) =>
            {
                var row = await db.Assessments.FirstOrDefaultAsync(a => a.TicketHash == ticketHash, token);
                if (row is null || nowMs >= row.TicketExpiryMs)
                {
                    return null;
                }

                if (row.TicketUsedMs is null)
                {
                    row.TicketUsedMs = nowMs;
                    row.TicketExpiryMs = nowMs + (long)callSpan.TotalMilliseconds;
                }

                return row;
            },
            cancellation);
    }

    private static async Task<StoredReferral> ReadAsync(VoiceStageDb db, ReferralRow row, CancellationToken cancellation) =>
        Read(row, await db.Assessments.Where(a => a.Id == row.AssessmentId).Select(a => a.Protocol).FirstOrDefaultAsync(cancellation) ?? "");

    private static StoredReferral Read(ReferralRow row, string protocol)
    {
        var details = JsonSerializer.Deserialize<Referral>(row.DetailsJson) ?? throw new JsonException("a referral is null");
        return new(
            details with { Posts = JsonSerializer.Deserialize<List<Post>>(row.PostsJson) ?? [] },
            row.Owner,
            row.AssessmentId,
            protocol,
            DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs),
            row.WithdrawnMs is { } withdrawnMs ? DateTimeOffset.FromUnixTimeMilliseconds(withdrawnMs) : null,
            row.Etag.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }
}
