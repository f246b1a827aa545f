using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Tests.Journal;

/// <summary>A store of its own in a directory of its own, with a clock that stands still until a test moves it.</summary>
internal sealed class TestStore : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly ServiceProvider services;
    private readonly bool keepsFiles;

    private TestStore(ServiceProvider services, FakeTimeProvider time, string directory, bool keepsFiles) =>
        (this.services, Time, Directory, this.keepsFiles) = (services, time, directory, keepsFiles);

    public FakeTimeProvider Time { get; }

    public string Directory { get; }

    public EfJournal Journal => Get<EfJournal>();

    public ReferralStore Referrals => Get<ReferralStore>();

    public static async Task<TestStore> MakeAsync(
        string? directory = null, Action<IServiceCollection>? change = null, EscalationOptions? escalation = null, FakeTimeProvider? time = null)
    {
        time ??= new FakeTimeProvider(Start);
        var path = directory ?? Path.Combine(Path.GetTempPath(), "voicestage-" + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(8)));
        var services = new ServiceCollection();
        services.AddSingleton<TimeProvider>(time);
        services.AddLogging();
        services.AddVoiceStageStorage(new() { DataDirectory = path, MasterKey = new byte[32] }, escalation ?? new());
        change?.Invoke(services);
        var provider = services.BuildServiceProvider();
        await provider.MigrateStoreAsync(CancellationToken.None);
        return new(provider, time, path, directory is not null);
    }

    public T Get<T>()
        where T : notnull => services.GetRequiredService<T>();

    public async Task<T> ReadAsync<T>(Func<VoiceStageDb, Task<T>> read)
    {
        await using var db = await Get<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync();
        return await read(db);
    }

    public static SessionOpened Opened(string id, double? score = null) => new(id, "brief", "1", "1", "lr-fusion/1", new()
    {
        PatientId = "patient-1",
        ReferralId = "referral-1",
        GreetingName = "Ada",
        ConsentReference = "consent-1",
        TextScore = score is { } value ? new(value, "probability", Start.AddDays(-1), []) : null,
        Posts = [new("a post", Start.AddDays(-2), 0.4)],
    });

    public async ValueTask DisposeAsync()
    {
        // Only this store's connections: tests run side by side, and another's write-ahead log goes with its last connection.
        await using (var db = await Get<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync())
        {
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool((Microsoft.Data.Sqlite.SqliteConnection)db.Database.GetDbConnection());
        }

        await services.DisposeAsync();
        if (!keepsFiles)
        {
            System.IO.Directory.Delete(Directory, recursive: true);
        }
    }
}
