using Microsoft.EntityFrameworkCore;

namespace VoiceStage.Server.Journal;

/// <summary>The end of one stream inside a transaction; new rows are chained to it.</summary>
internal sealed class StreamTail
{
    private readonly VoiceStageDb db;
    private readonly string stream;
    private string hash;

    private StreamTail(VoiceStageDb db, string stream, long version, string hash) => (this.db, this.stream, Version, this.hash) = (db, stream, version, hash);

    public long Version { get; private set; }

    public static async Task<StreamTail> OfAsync(VoiceStageDb db, string stream, CancellationToken cancellation)
    {
        var last = await db.Events.AsNoTracking().Where(row => row.Session == stream).OrderByDescending(row => row.Version)
            .Select(row => new { row.Version, row.Hash }).FirstOrDefaultAsync(cancellation);
        return new(db, stream, last?.Version ?? 0, last?.Hash ?? EventHash.Start);
    }

    public EventRow Add(string type, long recordedMs, long audioSample, string json)
    {
        const int SchemaVersion = VoiceStage.Assessment.Journal.SessionEventJson.SchemaVersion;
        Version++;
        var row = new EventRow
        {
            Session = stream,
            Version = Version,
            Type = type,
            SchemaVersion = SchemaVersion,
            RecordedMs = recordedMs,
            AudioSample = audioSample,
            Json = json,
            PreviousHash = hash,
            Hash = EventHash.Of(hash, stream, Version, type, SchemaVersion, recordedMs, audioSample, json),
        };
        hash = row.Hash;
        db.Events.Add(row);
        return row;
    }
}
