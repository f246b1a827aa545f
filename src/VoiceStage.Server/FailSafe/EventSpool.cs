using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Recordings;

namespace VoiceStage.Server.FailSafe;

/// <summary>Keeps groups on disk while the store fails: one file a group, encrypted with the master key, forced to the disk before it counts.</summary>
/// <remarks>A file is written under another name and renamed, so that a file with the final name is whole. Names hold time and number only.</remarks>
public sealed class EventSpool
{
    private const string Purpose = "spool";

    private readonly StorageOptions options;
    private int number;

    /// <summary>Makes the spool.</summary>
    public EventSpool(StorageOptions options) => this.options = options;

    /// <summary>Keeps one group.</summary>
    /// <exception cref="IOException">The disk failed too.</exception>
    public void Add(SpooledGroup group)
    {
        OwnedDirectory.Make(options.SpoolDirectory);
        var json = JsonSerializer.SerializeToUtf8Bytes(new Form(
            group.SessionId,
            group.ExpectedVersion,
            group.Time.ToUnixTimeMilliseconds(),
            group.AudioSample,
            [.. group.Events.Select(SessionEventCodec.Write)]));
        var sealedBytes = KeyWrap.Wrap(options.MasterKey.Span, json, Purpose);
        CryptographicOperations.ZeroMemory(json);

        // The random part keeps two processes on one directory apart.
        var name = string.Create(
            CultureInfo.InvariantCulture,
            $"{group.Time.ToUnixTimeMilliseconds():D15}-{Interlocked.Increment(ref number):D6}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}");
        var path = Path.Combine(options.SpoolDirectory, name);
        using (var file = new FileStream(path + ".part", FileMode.CreateNew, FileAccess.Write, FileShare.None, 0))
        {
            file.Write(sealedBytes);
            file.Flush(flushToDisk: true);
        }

        File.Move(path + ".part", path + ".group");
        OwnedDirectory.Sync(options.SpoolDirectory);
    }

    /// <summary>Paths of what is kept, oldest first.</summary>
    public IReadOnlyList<string> List() => Directory.Exists(options.SpoolDirectory)
        ? [.. Directory.EnumerateFiles(options.SpoolDirectory, "*.group").Order(StringComparer.Ordinal)]
        : [];

    /// <summary>Reads one group.</summary>
    /// <exception cref="CryptographicException">Changed, or written under another master key.</exception>
    public SpooledGroup Read(string path)
    {
        var json = KeyWrap.Unwrap(options.MasterKey.Span, File.ReadAllBytes(path), Purpose);
        var form = JsonSerializer.Deserialize<Form>(json) ?? throw new JsonException("a spooled group is null");
        return new(
            form.SessionId, form.ExpectedVersion, DateTimeOffset.FromUnixTimeMilliseconds(form.TimeMs), form.AudioSample, [.. form.Events.Select(json => SessionEventCodec.Read(json))]);
    }

    /// <summary>Removes what the journal now holds.</summary>
    public void Remove(string path)
    {
        File.Delete(path);
        OwnedDirectory.Sync(options.SpoolDirectory);
    }

    private sealed record Form(string SessionId, long? ExpectedVersion, long TimeMs, long AudioSample, IReadOnlyList<string> Events);
}
