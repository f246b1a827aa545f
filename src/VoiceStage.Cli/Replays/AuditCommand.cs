using System.CommandLine;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Cli.Serving;
using VoiceStage.Server.Journal;

namespace VoiceStage.Cli.Replays;

/// <summary><c>voicestage audit verify</c>: walks the hash chain of every journal.</summary>
internal static class AuditCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var data = new Option<string?>("--data") { Description = "Data directory of the service (default VOICESTAGE_DATA, else out/data)" };
        var verify = new Command("verify", "Walk every hash chain; exit 1 when one does not hold") { data };
        verify.SetAction((parsed, cancellation) => RunAsync(DataDirectory.Resolve(parsed.GetValue(data)), cancellation));
        return new Command("audit", "Prove what happened") { verify };
    }

    private static async Task<int> RunAsync(string dataDirectory, CancellationToken cancellation)
    {
        await using var parts = Store.Open(dataDirectory);
        await using var db = await parts.Services.GetRequiredService<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync(cancellation);
        var verdict = await JournalVerification.VerifyAsync(db, null, cancellation);
        foreach (var damage in verdict.Damage)
        {
            Console.Error.WriteLine($"voicestage: {damage.Stream} version {damage.Version}: {damage.Problem}");
        }

        Console.Out.WriteLine($"{verdict.StreamCount} streams, {verdict.EventCount} events, {verdict.Damage.Count} damaged, digest {verdict.Digest}");
        return verdict.Damage.Count == 0 ? 0 : 1;
    }
}
