using FFMpegCore;
using FFMpegCore.Pipes;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Cli.Measuring;

/// <summary>Reads a recording from a file: WAV by ourselves, other containers through ffmpeg when it is installed.</summary>
internal static class AudioFile
{
    private static readonly string[] FfmpegExtensions = [".mp3", ".ogg", ".opus", ".webm", ".m4a", ".mp4", ".flac", ".aac"];

    /// <summary>Reads one file.</summary>
    /// <exception cref="AudioFormatException">It cannot be read; the code says why.</exception>
    public static async Task<Recording> ReadAsync(string path, CancellationToken cancellation)
    {
        if (!File.Exists(path))
        {
            throw new AudioFormatException("AUDIO_NOT_FOUND", "There is no such file; check the path.");
        }

        if (!FfmpegExtensions.Contains(Path.GetExtension(path).ToLowerInvariant()))
        {
            await using var stream = File.OpenRead(path);
            return WavReader.Read(stream);
        }

        return await DecodeAsync(path, cancellation);
    }

    private static async Task<Recording> DecodeAsync(string path, CancellationToken cancellation)
    {
        var decoded = new MemoryStream();
        try
        {
            await FFMpegArguments.FromFileInput(path)
                .OutputToPipe(new StreamPipeSink(decoded), o => o.WithCustomArgument("-vn").ForceFormat("wav").WithAudioCodec("pcm_f32le"))
                .CancellableThrough(cancellation)
                .ProcessAsynchronously(true, null, cancellation);
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or FFMpegCore.Exceptions.FFMpegException)
        {
            throw new AudioFormatException(
                "AUDIO_UNSUPPORTED", "Only WAV is read without ffmpeg, and ffmpeg is missing or could not decode this file; install ffmpeg or convert it to WAV.");
        }

        decoded.Position = 0;
        return WavReader.Read(decoded);
    }
}
