using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using VoiceStage.Assessment.Journal;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Recordings;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Journal;

/// <summary>Registers the store and everything that is written through it.</summary>
public static class StorageHosting
{
    /// <summary>Adds journal, stores and projections. The host has already added <see cref="TimeProvider"/> and logging.</summary>
    /// <param name="services">Host's services.</param>
    /// <param name="storage">Where and with which key.</param>
    /// <param name="escalation">Deadlines and channels.</param>
    public static IServiceCollection AddVoiceStageStorage(this IServiceCollection services, StorageOptions storage, EscalationOptions escalation)
    {
        storage.Validate();
        escalation.Validate();
        services.AddSingleton(storage);
        services.AddSingleton(escalation);
        services.AddPooledDbContextFactory<VoiceStageDb>(builder => Configure(builder, storage));
        services.AddSingleton<StoreWriter>();
        services.AddSingleton<StoreSignals>();
        services.AddSingleton<EscalationProjection>();
        services.AddSingleton<EfJournal>();
        services.AddSingleton<ISessionJournal>(provider => provider.GetRequiredService<EfJournal>());
        services.AddSingleton<ReferralStore>();
        services.AddSingleton<EscalationStore>();
        services.AddSingleton<CaseReports>();
        services.AddSingleton<RecordingStore>();
        services.TryAddSingleton<ICallRecordings, CallRecordings>();
        return services;
    }

    /// <summary>Brings the database to this version's form. Call once before serving; running it again changes nothing.</summary>
    public static async Task MigrateStoreAsync(this IServiceProvider services, CancellationToken cancellation)
    {
        var storage = services.GetRequiredService<StorageOptions>();
        OwnedDirectory.Make(storage.DataDirectory);
        await using var db = await services.GetRequiredService<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync(cancellation);
        await db.Database.MigrateAsync(cancellation);

        // Write-ahead logging: readers see the last commit while the writer works, and a torn write is rolled back at the next start.
        await db.Database.ExecuteSqlRawAsync("PRAGMA journal_mode=WAL;", cancellation);
    }

    /// <summary>Points a context at the site's database.</summary>
    internal static void Configure(DbContextOptionsBuilder builder, StorageOptions storage) => builder
        .UseSqlite($"Data Source={storage.DatabasePath};Default Timeout={Math.Max(1, (int)storage.BusyTimeout.TotalSeconds)}")
        .AddInterceptors(new SqlitePragmas((int)storage.BusyTimeout.TotalMilliseconds));
}
