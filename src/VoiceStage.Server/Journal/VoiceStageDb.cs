using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using VoiceStage.Server.Delivery;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Recordings;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Journal;

/// <summary>The store: events, their projections and the outbox. The model is the same on every provider.</summary>
/// <remarks>Times are UTC milliseconds as integers and scores are doubles: SQLite cannot order the richer types.</remarks>
public sealed partial class VoiceStageDb(DbContextOptions<VoiceStageDb> options) : DbContext(options)
{
    /// <summary>Lines of all streams.</summary>
    public DbSet<EventRow> Events => Set<EventRow>();
    /// <summary>Referrals.</summary>
    public DbSet<ReferralRow> Referrals => Set<ReferralRow>();
    /// <summary>Assessments.</summary>
    public DbSet<AssessmentRow> Assessments => Set<AssessmentRow>();
    /// <summary>Notices to deliver.</summary>
    public DbSet<OutboxRow> Outbox => Set<OutboxRow>();
    /// <summary>Cases.</summary>
    public DbSet<EscalationRow> Escalations => Set<EscalationRow>();
    /// <summary>Receipts of notices.</summary>
    public DbSet<ReceiptRow> Receipts => Set<ReceiptRow>();
    /// <summary>Keys of patients.</summary>
    public DbSet<PatientKeyRow> PatientKeys => Set<PatientKeyRow>();
    /// <summary>Recordings.</summary>
    public DbSet<RecordingRow> Recordings => Set<RecordingRow>();

    /// <inheritdoc/>
    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        modelBuilder.Entity<EventRow>(row =>
        {
            row.ToTable("events").HasKey(e => new { e.Session, e.Version });
            row.Property(e => e.Session).HasMaxLength(128);
            row.Property(e => e.Type).HasMaxLength(64);
            row.Property(e => e.Hash).HasMaxLength(64);
            row.Property(e => e.PreviousHash).HasMaxLength(64);
        });
        modelBuilder.Entity<ReferralRow>(row =>
        {
            row.ToTable("referrals").HasKey(r => r.Id);
            row.HasIndex(r => new { r.Owner, r.RequestId }).IsUnique();
            row.HasIndex(r => new { r.PatientId, r.CreatedMs });
            row.HasIndex(r => r.AssessmentId);
            row.Property(r => r.Etag).IsConcurrencyToken();
        });
        modelBuilder.Entity<AssessmentRow>(row =>
        {
            row.ToTable("assessments").HasKey(a => a.Id);
            row.HasIndex(a => a.TicketHash).IsUnique();
        });
        modelBuilder.Entity<OutboxRow>(row =>
        {
            row.ToTable("outbox").HasKey(o => o.Id);
            row.HasIndex(o => new { o.DoneMs, o.FailedMs, o.DueMs });
            row.HasIndex(o => o.EscalationId);
        });
        modelBuilder.Entity<EscalationRow>(row =>
        {
            row.ToTable("escalations").HasKey(e => e.Id);
            row.HasIndex(e => e.AssessmentId);
            row.HasIndex(e => e.NextStepMs);
            row.HasIndex(e => new { e.State, e.Level });
            row.Property(e => e.Etag).IsConcurrencyToken();
        });
        modelBuilder.Entity<ReceiptRow>(row =>
        {
            row.ToTable("receipts").HasKey(r => r.OutboxId);
            row.HasIndex(r => r.EscalationId);
        });
        modelBuilder.Entity<PatientKeyRow>().ToTable("patient_keys").HasKey(k => k.PatientId);
        modelBuilder.Entity<RecordingRow>(row =>
        {
            row.ToTable("recordings").HasKey(r => r.Id);
            row.HasIndex(r => new { r.AssessmentId, r.StartSample });
            row.HasIndex(r => r.PatientId);
        });

        foreach (var property in modelBuilder.Model.GetEntityTypes().SelectMany(type => type.GetProperties()))
        {
            property.SetColumnName(Hump().Replace(property.Name, "_$1").ToLowerInvariant());
        }
    }

    [GeneratedRegex("(?<!^)([A-Z])")]
    private static partial Regex Hump();
}
