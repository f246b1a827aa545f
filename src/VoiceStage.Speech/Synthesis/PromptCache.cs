using System.Collections.Concurrent;
using System.Security.Cryptography;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>Renders each text once per engine and voice and keeps the sound as a WAV file, so that a prompt costs no synthesis in a call.</summary>
/// <remarks>Files appear whole: written beside, then renamed, so processes may share a folder. A file that cannot be read is rendered
/// again. Two calls for the same text at once wait for one rendering. Only the host's prompts belong here, never words of a patient.</remarks>
public sealed class PromptCache : ISpeechSynthesizer
{
    private readonly ISpeechSynthesizer inner;
    private readonly PromptCacheOptions options;
    private readonly TimeProvider clock;
    private readonly ConcurrentDictionary<string, Lazy<Task<Recording>>> rendering = new(StringComparer.Ordinal);
    private readonly Lock trimming = new();

    /// <summary>Makes one.</summary>
    /// <param name="inner">Speaks what is not there yet.</param>
    /// <param name="options">Folder and bound.</param>
    /// <param name="clock">Marks when a prompt was last used.</param>
    public PromptCache(ISpeechSynthesizer inner, PromptCacheOptions options, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(clock);
        ArgumentOutOfRangeException.ThrowIfLessThan(options.MaxByteCount, 1 << 20);
        this.inner = inner;
        this.options = options;
        this.clock = clock;
        Directory.CreateDirectory(options.Folder);
    }

    /// <inheritdoc/>
    public string Engine => inner.Engine;

    /// <inheritdoc/>
    public async ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        ArgumentException.ThrowIfNullOrEmpty(voice);
        var key = PromptKey.Of(inner.Engine, voice, text);
        if (Read(key) is { } kept)
        {
            return kept;
        }

        // Not cancelled by the first caller: another may wait for the same prompt.
        var made = rendering.GetOrAdd(key, k => new Lazy<Task<Recording>>(() => RenderAsync(k, text, voice)));
        try
        {
            return await made.Value.WaitAsync(cancellation);
        }
        finally
        {
            if (made.Value.IsCompleted)
            {
                rendering.TryRemove(new KeyValuePair<string, Lazy<Task<Recording>>>(key, made));
            }
        }
    }

    private async Task<Recording> RenderAsync(string key, string text, string voice)
    {
        // Another may have finished it between the first look and this turn.
        if (Read(key) is { } kept)
        {
            return kept;
        }

        var spoken = await inner.SpeakAsync(text, voice, CancellationToken.None);
        var bytes = WavWriter.ToBytes(spoken);
        var path = PathOf(key);
        var beside = $"{path}.{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(6))}.part";
        try
        {
            await File.WriteAllBytesAsync(beside, bytes);
            File.Move(beside, path, overwrite: true);
            Trim(keep: path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // A full or read-only disk costs time at the next call; the patient still hears the prompt.
            File.Delete(beside);
        }

        using var stream = new MemoryStream(bytes);
        return WavReader.Read(stream);
    }

    private Recording? Read(string key)
    {
        var path = PathOf(key);
        try
        {
            using var file = File.OpenRead(path);
            var recording = WavReader.Read(file);
            File.SetLastWriteTimeUtc(path, clock.GetUtcNow().UtcDateTime);
            return recording;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or AudioFormatException)
        {
            return null;
        }
    }

    private string PathOf(string key) => Path.Combine(options.Folder, key + ".wav");

    private void Trim(string keep)
    {
        lock (trimming)
        {
            var files = new DirectoryInfo(options.Folder).GetFiles("*.wav").OrderBy(f => f.LastWriteTimeUtc).ToList();
            var total = files.Sum(f => f.Length);
            foreach (var file in files.Where(f => f.FullName != Path.GetFullPath(keep)))
            {
                if (total <= options.MaxByteCount)
                {
                    return;
                }

                total -= file.Length;
                file.Delete();
            }
        }
    }
}
