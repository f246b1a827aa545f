using System.Security.Cryptography;

namespace VoiceStage.Server.Recordings;

/// <summary>One recording's file, open for writing: each chunk is forced to the disk before the next.</summary>
internal sealed class RecordingFile : IDisposable
{
    private readonly FileStream file;
    private readonly AesGcm key;
    private readonly string session;
    private uint number;

    public RecordingFile(string path, string session, string recordingId, byte[] dataKey)
    {
        (this.session, RecordingId) = (session, recordingId);
        key = new(dataKey, RecordingChunks.TagByteCount);
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.Read, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        file = new(path, options);
    }

    public string RecordingId { get; }

    public void Write(ReadOnlySpan<short> samples, bool isLast)
    {
        file.Write(RecordingChunks.Seal(key, session, RecordingId, number, isLast, samples));
        file.Flush(flushToDisk: true);
        number++;
    }

    public void Dispose()
    {
        file.Dispose();
        key.Dispose();
    }
}
