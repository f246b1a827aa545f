using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace VoiceStage.Server.Journal;

/// <summary>Sets what SQLite forgets with each connection.</summary>
/// <remarks>
/// synchronous=FULL: a commit that was answered survives a power cut, which is what "never lose anything" asks for; in WAL mode it costs one fsync
/// per transaction. secure_delete: an erased patient key is overwritten, not merely unlinked.
/// </remarks>
internal sealed class SqlitePragmas(int busyTimeoutMs) : DbConnectionInterceptor
{
    private readonly string pragmas = $"PRAGMA busy_timeout={busyTimeoutMs}; PRAGMA synchronous=FULL; PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;";

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = pragmas;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
