using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Recordings;

/// <summary>Encrypted recordings: a data key per recording, wrapped by a key per patient, wrapped by the site's master key.</summary>
public sealed class RecordingStore
{
    private readonly IDbContextFactory<VoiceStageDb> contexts;
    private readonly StoreWriter writer;
    private readonly StorageOptions options;
    private readonly TimeProvider time;

    /// <summary>Makes the store.</summary>
    public RecordingStore(IDbContextFactory<VoiceStageDb> contexts, StoreWriter writer, StorageOptions options, TimeProvider time) =>
        (this.contexts, this.writer, this.options, this.time) = (contexts, writer, options, time);

    /// <summary>Prepares to record one stretch. Nothing is stored until the writer is told of the consent and given samples.</summary>
    /// <param name="assessmentId">Assessment.</param>
    /// <param name="patientId">Patient.</param>
    /// <param name="sampleRateHz">Rate, 8 000 to 48 000.</param>
    /// <param name="startSample">Offset of the first sample in the assessment's audio.</param>
    public RecordingWriter OpenWriter(string assessmentId, string patientId, int sampleRateHz, long startSample)
    {
        ArgumentException.ThrowIfNullOrEmpty(assessmentId);
        ArgumentException.ThrowIfNullOrEmpty(patientId);
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 8_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRateHz, 48_000);
        ArgumentOutOfRangeException.ThrowIfNegative(startSample);
        return new(assessmentId, patientId, sampleRateHz, startSample, BeginAsync, FinishAsync);
    }

    /// <summary>Every stretch of an assessment's audio, in order of its first sample.</summary>
    public async Task<IReadOnlyList<RecordedSegment>> ReadAsync(string assessmentId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Recordings.AsNoTracking().Where(row => row.AssessmentId == assessmentId)
            .OrderBy(row => row.StartSample).ThenBy(row => row.CreatedMs).ThenBy(row => row.Id).ToListAsync(cancellation);
        var segments = new List<RecordedSegment>(rows.Count);
        foreach (var row in rows)
        {
            var wrapped = await db.PatientKeys.AsNoTracking().Where(key => key.PatientId == row.PatientId).Select(key => key.WrappedKey).FirstOrDefaultAsync(cancellation);
            segments.Add(wrapped is null || row.WrappedKey.Length == 0
                ? new(row.Id, row.StartSample, row.SampleRateHz, ReadOnlyMemory<short>.Empty, RecordingEnd.Erased)
                : await ReadAsync(row, wrapped, cancellation));
        }

        return segments;
    }

    /// <summary>Audio of an assessment before this offset is on disk; 0 when there is none. For a client that resumes after a crash.</summary>
    public async Task<long> DurableSampleAsync(string assessmentId, CancellationToken cancellation) =>
        (await ReadAsync(assessmentId, cancellation)).Select(segment => segment.EndSample).DefaultIfEmpty(0).Max();

    /// <summary>Erases every recording of a patient by deleting the key without which none can be read; then removes the files.</summary>
    /// <returns>How many recordings that concerns.</returns>
    public async Task<int> EraseAsync(string patientId, CancellationToken cancellation)
    {
        var nowMs = time.GetUtcNow().ToUnixTimeMilliseconds();
        var ids = await writer.WriteAsync(
            async (db, token) =>
            {
                await db.PatientKeys.Where(key => key.PatientId == patientId && key.WrappedKey != null).ExecuteUpdateAsync(
                    set => set.SetProperty(key => key.WrappedKey, (byte[]?)null).SetProperty(key => key.ErasedMs, nowMs), token);
                await db.Recordings.Where(row => row.PatientId == patientId).ExecuteUpdateAsync(
                    set => set.SetProperty(row => row.WrappedKey, Array.Empty<byte>()), token);
                return await db.Recordings.Where(row => row.PatientId == patientId).Select(row => new { row.AssessmentId, row.Id }).ToListAsync(token);
            },
            cancellation);

        // The write-ahead log still holds the page with the wrapped key until it is copied back and cut.
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE);", cancellation);
        foreach (var id in ids)
        {
            File.Delete(PathOf(id.AssessmentId, id.Id));
        }

        return ids.Count;
    }

    private async Task<RecordedSegment> ReadAsync(RecordingRow row, byte[] wrappedPatientKey, CancellationToken cancellation)
    {
        var samples = new List<short>();
        var end = RecordingEnd.Cut;
        var path = PathOf(row.AssessmentId, row.Id);
        try
        {
            var patientKey = KeyWrap.Unwrap(options.MasterKey.Span, wrappedPatientKey, PatientPurpose(row.PatientId));
            using var key = new AesGcm(KeyWrap.Unwrap(patientKey, row.WrappedKey, RecordingPurpose(row.AssessmentId, row.Id)), RecordingChunks.TagByteCount);
            var bytes = File.Exists(path) ? await ReadFileAsync(path, cancellation) : [];
            end = RecordingChunks.Open(bytes, key, row.AssessmentId, row.Id, samples);
        }
        catch (CryptographicException)
        {
            end = RecordingEnd.Damaged;
        }

        // A recording that was closed in order cannot lose its end by a crash.
        if (row.ClosedSampleCount is { } count && (end == RecordingEnd.Cut || samples.Count != count))
        {
            end = RecordingEnd.Damaged;
        }

        return new(row.Id, row.StartSample, row.SampleRateHz, samples.ToArray(), end);
    }

    /// <summary>Reads a file that may still be being written.</summary>
    private static async Task<byte[]> ReadFileAsync(string path, CancellationToken cancellation)
    {
        await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        var bytes = new byte[file.Length];
        await file.ReadExactlyAsync(bytes, cancellation);
        return bytes;
    }

    private async Task<RecordingFile> BeginAsync(RecordingWriter recording, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        var id = Guid.CreateVersion7(now).ToString("N");
        var dataKey = RandomNumberGenerator.GetBytes(KeyWrap.KeyByteCount);
        await writer.WriteAsync(
            async (db, token) =>
            {
                var patientKey = await PatientKeyAsync(db, recording.PatientId, now.ToUnixTimeMilliseconds(), token);
                db.Recordings.Add(new()
                {
                    Id = id,
                    AssessmentId = recording.AssessmentId,
                    PatientId = recording.PatientId,
                    SampleRateHz = recording.SampleRateHz,
                    StartSample = recording.StartSample,
                    WrappedKey = KeyWrap.Wrap(patientKey, dataKey, RecordingPurpose(recording.AssessmentId, id)),
                    CreatedMs = now.ToUnixTimeMilliseconds(),
                });
                return true;
            },
            cancellation);
        var path = PathOf(recording.AssessmentId, id);
        OwnedDirectory.Make(Path.GetDirectoryName(path)!);
        var file = new RecordingFile(path, recording.AssessmentId, id, dataKey);
        OwnedDirectory.Sync(Path.GetDirectoryName(path)!);
        return file;
    }

    private async Task FinishAsync(RecordingFile file, long sampleCount) => await writer.WriteAsync(
        (db, token) => db.Recordings.Where(row => row.Id == file.RecordingId).ExecuteUpdateAsync(
            set => set.SetProperty(row => row.ClosedSampleCount, sampleCount), token),
        CancellationToken.None);

    private async Task<byte[]> PatientKeyAsync(VoiceStageDb db, string patientId, long nowMs, CancellationToken cancellation)
    {
        var row = await db.PatientKeys.FindAsync([patientId], cancellation);
        if (row?.WrappedKey is { } wrapped)
        {
            return KeyWrap.Unwrap(options.MasterKey.Span, wrapped, PatientPurpose(patientId));
        }

        // A patient who consents again after an erasure gets a new key; what was erased stays erased.
        var key = RandomNumberGenerator.GetBytes(KeyWrap.KeyByteCount);
        row ??= db.PatientKeys.Add(new() { PatientId = patientId, CreatedMs = nowMs }).Entity;
        row.WrappedKey = KeyWrap.Wrap(options.MasterKey.Span, key, PatientPurpose(patientId));
        row.ErasedMs = null;
        return key;
    }

    // Ids may come from outside: a hash of them cannot climb out of the directory.
    private string PathOf(string assessmentId, string recordingId) => Path.Combine(
        options.RecordingsDirectory, Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(assessmentId)))[..24], recordingId + ".vsr");

    private static string PatientPurpose(string patientId) => $"patient|{patientId}";

    private static string RecordingPurpose(string assessmentId, string recordingId) => $"recording|{assessmentId}|{recordingId}";
}
