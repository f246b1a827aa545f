using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Timing;
using VoiceStage.Cli.Measuring;

namespace VoiceStage.Cli.Evaluations.Turns;

/// <summary>Real recordings as stretches of speech: what lies between their own pauses.</summary>
internal static class RealStretches
{
    private const double LongestSeconds = 30;

    /// <summary>The WAV files below a folder, in name order.</summary>
    public static IReadOnlyList<string> Files(string folder)
    {
        if (!Directory.Exists(folder))
        {
            throw new UsageException($"{folder} is not a folder");
        }

        var files = Directory.GetFiles(folder, "*.wav", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        return files.Count > 0 ? files : throw new UsageException($"{folder} holds no WAV file");
    }

    /// <summary>One of the files.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static async Task<Recording> ReadAsync(string path, CancellationToken cancellation)
    {
        try
        {
            return await AudioFile.ReadAsync(path, cancellation);
        }
        catch (AudioFormatException e)
        {
            throw new UsageException($"{path}: {e.Message} ({e.Code})");
        }
    }

    /// <summary>The stretches of one file at 16 kHz; none when no speech is found.</summary>
    public static async Task<IReadOnlyList<float[]>> OfAsync(string path, CancellationToken cancellation)
    {
        var recording = Resampler.Resample(await ReadAsync(path, cancellation), SpeakingPatient.Rate);
        recording = recording.Slice(0, Math.Min(recording.SampleCount, (int)(LongestSeconds * recording.SampleRateHz)));
        var spans = SpeechActivity.Find(recording, PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz));
        return [.. spans.Select(s => Cut(recording, s))];
    }

    private static float[] Cut(Recording recording, TimeSpanSeconds span)
    {
        var from = (int)(span.StartSeconds * recording.SampleRateHz);
        var end = Math.Min(recording.SampleCount, (int)(span.EndSeconds * recording.SampleRateHz));
        return recording.Samples[from..end].ToArray();
    }
}
