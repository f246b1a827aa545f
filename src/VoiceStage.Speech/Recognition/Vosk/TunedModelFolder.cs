using System.Globalization;

namespace VoiceStage.Speech.Recognition.Vosk;

/// <summary>A view of a model folder for the time of loading: its files by link, its two settings files with ours in them.</summary>
/// <remarks>The library takes its settings from the folder only. The one that matters: Kaldi adds random noise to every frame unless
/// told not to, so that the same recording gave other confidences, and now and then other words, each time. Ours is fixed
/// (<see cref="VoskOptions.DitherSteps"/>). Where links cannot be made the folder is used as it is.</remarks>
internal sealed class TunedModelFolder : IDisposable
{
    private readonly DirectoryInfo? made;

    private TunedModelFolder(string path, DirectoryInfo? made)
    {
        Path = path;
        this.made = made;
    }

    /// <summary>The folder to load from.</summary>
    public string Path { get; }

    /// <summary>Makes the view.</summary>
    public static TunedModelFolder Make(VoskOptions options)
    {
        var source = System.IO.Path.GetFullPath(options.ModelPath);
        var folder = Directory.CreateTempSubdirectory("voicestage-model-");
        try
        {
            foreach (var part in Directory.GetDirectories(source).Where(d => System.IO.Path.GetFileName(d) != "conf"))
            {
                Directory.CreateSymbolicLink(System.IO.Path.Combine(folder.FullName, System.IO.Path.GetFileName(part)), part);
            }

            var conf = folder.CreateSubdirectory("conf").FullName;
            var sourceConf = System.IO.Path.Combine(source, "conf");
            foreach (var file in Directory.GetFiles(sourceConf))
            {
                File.Copy(file, System.IO.Path.Combine(conf, System.IO.Path.GetFileName(file)));
            }

            Set(System.IO.Path.Combine(conf, "mfcc.conf"), [("--dither", "0")]);
            Set(System.IO.Path.Combine(conf, "model.conf"),
            [
                ("--beam", Text(options.Beam)), ("--lattice-beam", Text(options.LatticeBeam)), ("--max-active", Text(options.MaxActive)),
            ]);
            return new TunedModelFolder(folder.FullName, folder);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            folder.Delete(recursive: true);
            return new TunedModelFolder(source, null);
        }
    }

    /// <summary>Takes the view away; the model is in memory by now.</summary>
    public void Dispose() => made?.Delete(recursive: true);

    private static string? Text(double? value) => value?.ToString(CultureInfo.InvariantCulture);

    private static void Set(string file, IEnumerable<(string Name, string? Value)> settings)
    {
        var wanted = settings.Where(s => s.Value is not null).ToList();
        var kept = File.ReadAllLines(file).Where(line => !wanted.Any(s => line.StartsWith(s.Name + "=", StringComparison.Ordinal)));
        File.WriteAllLines(file, [.. kept, .. wanted.Select(s => $"{s.Name}={s.Value}")]);
    }
}
