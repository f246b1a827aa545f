using System.Globalization;

namespace VoiceStage.Speech.Recognition.Sphinx;

/// <summary>A keyphrase ear of another make: PocketSphinx with acoustic models that share nothing with the embedded recogniser's.</summary>
/// <remarks>
/// <para>It finds phrases and nothing else. Each utterance has a decoder of its own with a dictionary of the phrases' words only, because a decoder carries its running
/// mean over: so the same sound gives the same phrases, in any order of utterances.</para>
/// <para>Sources: PocketSphinx 5prealpha, keyword search; Debian packages libpocketsphinx3 and pocketsphinx-en-us.</para>
/// </remarks>
public sealed class SphinxKeyphraseRecognizer : ISpeechRecognizer, IDisposable
{
    /// <summary>The only rate the model knows; other rates are resampled.</summary>
    public const int ModelRateHz = 16_000;

    private readonly SphinxOptions options;
    private readonly Dictionary<string, List<string>> dictionary;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("voicestage-keyphrases-");
    private readonly Lock gate = new();
    private readonly Dictionary<string, (string Words, string Phrases)> files = new(StringComparer.Ordinal);

    /// <summary>Loads the libraries and reads the dictionary.</summary>
    /// <param name="options">Null takes Debian's folder.</param>
    /// <exception cref="SpeechEngineException">ENGINE_MISSING or MODEL_MISSING.</exception>
    public SphinxKeyphraseRecognizer(SphinxOptions? options = null)
    {
        this.options = options ?? new SphinxOptions();
        ArgumentOutOfRangeException.ThrowIfNotEqual(this.options.ThresholdExponentPerPhone is >= 0.1 and <= 5, true);
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.PhoneLoopExponent, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(this.options.PhoneLoopExponent, 10);
        if (!SphinxNative.IsInstalled)
        {
            throw new SpeechEngineException("ENGINE_MISSING", "libpocketsphinx.so.3 does not load: install Debian's libpocketsphinx3.");
        }

        if (!File.Exists(DictionaryPath) || !File.Exists(Path.Combine(AcousticPath, "mdef")))
        {
            throw new SpeechEngineException("MODEL_MISSING", $"No keyphrase model in {this.options.ModelPath}: install Debian's pocketsphinx-en-us.");
        }

        dictionary = ReadDictionary(DictionaryPath);
    }

    /// <summary>Whether Debian's packages are here.</summary>
    public static bool IsInstalled => SphinxNative.IsInstalled && File.Exists(Path.Combine(SphinxOptions.DebianModel, "cmudict-en-us.dict"));

    /// <inheritdoc/>
    public string Engine => "pocketsphinx";

    private string DictionaryPath => Path.Combine(options.ModelPath, "cmudict-en-us.dict");

    private string AcousticPath => Path.Combine(options.ModelPath, "en-us");

    /// <summary>Whether the model can hear a word; lower case.</summary>
    public bool Knows(string word) => dictionary.ContainsKey(word);

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">No keyphrases are asked for: it hears nothing else.</exception>
    /// <exception cref="ArgumentException">The rate is outside 4 to 384 kHz, or no phrase is known.</exception>
    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SampleRateHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.SampleRateHz, 384_000);
        if (request.Keyphrases is not { } phrases || request.Grammar is not null)
        {
            throw new NotSupportedException("This engine finds keyphrases only.");
        }

        var (words, list) = FilesOf(phrases);
        var decoder = SphinxNative.NewDecoder(
        [
            "voicestage", "-hmm", AcousticPath, "-dict", words, "-kws", list, "-kws_plp", Power(options.PhoneLoopExponent),
        ]);
        if (SphinxNative.StartStream(decoder) < 0 || SphinxNative.StartUtterance(decoder) < 0)
        {
            decoder.Dispose();
            throw new SpeechEngineException("ENGINE_FAULT", "The keyphrase engine could not begin an utterance.");
        }

        return new SphinxUtterance(decoder, request);
    }

    /// <summary>Takes the lists of phrases away; utterances under way go on.</summary>
    public void Dispose()
    {
        lock (gate)
        {
            files.Clear();
            folder.Delete(recursive: true);
        }
    }

    private static string Power(int exponent) => string.Create(CultureInfo.InvariantCulture, $"1e-{exponent}");

    /// <summary>The engine reads its lists from files; one pair for each list that was ever asked for.</summary>
    private (string Words, string Phrases) FilesOf(IReadOnlyList<string> phrases)
    {
        var key = string.Join('\n', phrases);
        lock (gate)
        {
            if (files.TryGetValue(key, out var made))
            {
                return made;
            }

            // An unknown word would make the whole list fail.
            var known = phrases.Where(phrase => phrase.Split(' ').All(Knows)).Distinct(StringComparer.Ordinal).ToList();
            if (known.Count == 0)
            {
                throw new ArgumentException("No phrase has words that the model knows.", nameof(phrases));
            }

            var name = Path.Combine(folder.FullName, files.Count.ToString(CultureInfo.InvariantCulture));
            File.WriteAllLines(name + ".dict", known.SelectMany(phrase => phrase.Split(' ')).Distinct(StringComparer.Ordinal).SelectMany(word => dictionary[word]));
            File.WriteAllLines(name + ".kws", known.Select(phrase => $"{phrase} /{Power((int)Math.Round(options.ThresholdExponentPerPhone * PhoneCount(phrase)))}/"));
            return files[key] = (name + ".dict", name + ".kws");
        }
    }

    /// <summary>Sounds of a phrase in its first way to say it.</summary>
    private int PhoneCount(string phrase) => phrase.Split(' ').Sum(word => dictionary[word][0].Split(' ', StringSplitOptions.RemoveEmptyEntries).Length - 1);

    /// <summary>Lines by word; other ways to say it stand as <c>word(2)</c> and belong to the same.</summary>
    private static Dictionary<string, List<string>> ReadDictionary(string path)
    {
        var lines = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var line in File.ReadLines(path))
        {
            var word = line[..Math.Max(0, line.IndexOf(' ', StringComparison.Ordinal))];
            var alone = word.IndexOf('(', StringComparison.Ordinal) is > 0 and var at ? word[..at] : word;
            if (!lines.TryGetValue(alone, out var ways))
            {
                lines[alone] = ways = [];
            }

            ways.Add(line);
        }

        return lines;
    }
}
