using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Cli.Serving;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Journal;

namespace VoiceStage.Cli.Replays;

/// <summary><c>voicestage replay SESSION</c>: folds a journal again, recomputes every consequence from its observations, and walks the hash chain.</summary>
internal static class ReplayCommand
{
    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true };

    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var session = new Argument<string>("SESSION") { Description = "Assessment, with or without assessments/" };
        var data = new Option<string?>("--data") { Description = "Data directory of the service (default VOICESTAGE_DATA, else out/data)" };
        var command = new Command("replay", "Prove that a session's journal gives the same decisions again") { session, data };
        command.SetAction((parsed, cancellation) => RunAsync(parsed.GetRequiredValue(session), DataDirectory.Resolve(parsed.GetValue(data)), cancellation));
        return command;
    }

    private static async Task<int> RunAsync(string name, string dataDirectory, CancellationToken cancellation)
    {
        var id = name.StartsWith("assessments/", StringComparison.Ordinal) ? name["assessments/".Length..] : name;
        await using var parts = Store.Open(dataDirectory);
        var entries = await parts.Services.GetRequiredService<ISessionJournal>().LoadAsync(id, cancellation);
        if (entries.Count == 0 || entries[0].Event is not SessionOpened opened)
        {
            throw new UsageException($"there is no session '{id}' in {dataDirectory}");
        }

        var difference = parts.Services.GetRequiredService<RulesForProtocol>()(opened.ProtocolId).Replay(entries);
        await using var db = await parts.Services.GetRequiredService<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync(cancellation);
        var chain = await JournalVerification.VerifyAsync(db, id, cancellation);
        var state = Session.Fold(entries);
        Console.Out.WriteLine(new JsonObject
        {
            ["session"] = id,
            ["entries"] = entries.Count,
            ["level"] = JsonNamingPolicy.SnakeCaseLower.ConvertName(state.Level.ToString()),
            ["outcome"] = state.Closed is { } closed ? JsonNamingPolicy.SnakeCaseLower.ConvertName(closed.Outcome.ToString()) : null,
            ["reasons"] = new JsonArray([.. state.Reasons.Select(r => JsonValue.Create(r))]),
            ["same"] = difference is null,
            ["difference"] = difference,
            ["chain_holds"] = chain.Damage.Count == 0,
        }.ToJsonString(Layout));
        if (difference is not null)
        {
            Console.Error.WriteLine($"voicestage: session {id} does not replay: {difference}");
        }

        foreach (var damage in chain.Damage)
        {
            Console.Error.WriteLine($"voicestage: {damage.Stream} version {damage.Version}: {damage.Problem}");
        }

        return difference is null && chain.Damage.Count == 0 ? 0 : 1;
    }
}
