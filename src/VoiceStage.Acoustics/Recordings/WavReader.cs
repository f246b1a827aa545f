namespace VoiceStage.Acoustics.Recordings;

/// <summary>Reads a whole WAV stream into a <see cref="Recording"/>.</summary>
/// <remarks>PCM of 8, 16, 24 and 32 bit, float of 32 and 64 bit, A-law, mu-law, plain or WAVE_FORMAT_EXTENSIBLE, RIFF or RF64, 4 to 384 kHz.
/// Memory grows with the samples that have arrived, never with what a header claims. See <see cref="WavStream"/> to read piece by piece.</remarks>
public static class WavReader
{
    private const int FirstCapacity = 65_536;

    /// <summary>Reads to the end of the samples.</summary>
    /// <param name="stream">Need not be seekable; stays open.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <returns>At least one sample, all finite.</returns>
    /// <exception cref="AudioFormatException">The stream is empty, not WAV, cut short, too long, or holds values that are not finite.</exception>
    public static Recording Read(Stream stream, WavReadOptions? options = null)
    {
        var wav = WavStream.Open(stream, options);
        var samples = new float[FirstCapacity];
        var count = 0;
        while (true)
        {
            var got = wav.Read(samples.AsSpan(count));
            count += got;
            if (count < samples.Length)
            {
                break;
            }

            var capacity = Math.Min(2L * samples.Length, wav.DeclaredSampleCount + 1 ?? long.MaxValue);
            Array.Resize(ref samples, (int)Math.Min(Math.Max(capacity, count + 1L), Array.MaxLength));
        }

        return count == 0
            ? throw new AudioFormatException("AUDIO_EMPTY", "The WAV file holds no samples; record it again.")
            : new Recording(samples.AsMemory(0, count), wav.Format.SampleRateHz) { SourceChannelCount = wav.Format.ChannelCount };
    }
}
