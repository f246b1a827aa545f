using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>A folder of prompts that a person has recorded; what is not recorded is left to the next engine.</summary>
/// <remarks>The folder holds <c>manifest.tsv</c>, one prompt a line: voice, tab, the text itself or <c>sha256:</c> and the hash of
/// the text, tab, file name in this folder. Lines that begin with # are remarks. The text must match to the letter: a recording that
/// says something else than the protocol must never be played.</remarks>
public sealed class RecordedPrompts : ISpeechSynthesizer
{
    private const string HashMark = "sha256:";
    private readonly Dictionary<(string Voice, string TextHash), string> files = [];

    /// <summary>Reads the manifest and checks that every file is there.</summary>
    /// <param name="folder">The folder with the manifest.</param>
    /// <exception cref="SpeechEngineException">MODEL_MISSING: no manifest, a bad line, or a missing file; it names the line.</exception>
    public RecordedPrompts(string folder)
    {
        var manifest = Path.Combine(folder, "manifest.tsv");
        if (!File.Exists(manifest))
        {
            throw new SpeechEngineException("MODEL_MISSING", $"The folder of recorded prompts has no {manifest}.");
        }

        var root = Path.GetFullPath(folder) + Path.DirectorySeparatorChar;
        var number = 0;
        foreach (var line in File.ReadLines(manifest))
        {
            number++;
            if (line.Length == 0 || line[0] == '#')
            {
                continue;
            }

            var parts = line.Split('\t');
            var path = parts.Length == 3 ? Path.GetFullPath(Path.Combine(folder, parts[2].Trim())) : "";
            if (!path.StartsWith(root, StringComparison.Ordinal) || !File.Exists(path))
            {
                throw new SpeechEngineException("MODEL_MISSING", $"{manifest} line {number}: write voice, text or sha256:hash, and a file of this folder.");
            }

            var hash = parts[1].StartsWith(HashMark, StringComparison.Ordinal) ? parts[1][HashMark.Length..].ToLowerInvariant() : PromptKey.OfText(parts[1]);
            files[(parts[0], hash)] = path;
        }
    }

    /// <inheritdoc/>
    public string Engine => "folder";

    /// <summary>How many prompts are recorded.</summary>
    public int Count => files.Count;

    /// <summary>Whether any prompt is recorded in this voice.</summary>
    public bool HasVoice(string voice) => files.Keys.Any(prompt => prompt.Voice == voice);

    /// <summary>Whether this text is recorded in this voice.</summary>
    public bool Has(string text, string voice) => files.ContainsKey((voice, PromptKey.OfText(text)));

    /// <inheritdoc/>
    /// <exception cref="SpeechEngineException">VOICE_UNKNOWN: this text was not recorded in this voice. ENGINE_FAULT: its file cannot be read.</exception>
    public ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        cancellation.ThrowIfCancellationRequested();
        if (!files.TryGetValue((voice, PromptKey.OfText(text)), out var path))
        {
            throw new SpeechEngineException("VOICE_UNKNOWN", $"This prompt is not recorded in voice '{voice}'.");
        }

        try
        {
            using var file = File.OpenRead(path);
            return ValueTask.FromResult(WavReader.Read(file));
        }
        catch (Exception e) when (e is IOException or AudioFormatException)
        {
            throw new SpeechEngineException("ENGINE_FAULT", $"The recorded prompt {path} cannot be read.", e);
        }
    }
}
