namespace VoiceStage.Acoustics.Recordings;

/// <summary>Changes the sampling rate of a whole recording, band-limited; the same numbers as <see cref="StreamingResampler"/>.</summary>
public static class Resampler
{
    private const int InputPerPass = 16_384;

    /// <summary>Resamples.</summary>
    /// <param name="recording">Any length.</param>
    /// <param name="sampleRateHz">The rate wanted, 4 000 to 384 000.</param>
    /// <returns>The same sound; the recording itself when the rate is right already. Length is ceil(n · to / from).</returns>
    public static Recording Resample(Recording recording, int sampleRateHz)
    {
        ArgumentNullException.ThrowIfNull(recording);
        if (recording.SampleRateHz == sampleRateHz)
        {
            return recording;
        }

        var resampler = new StreamingResampler(recording.SampleRateHz, sampleRateHz);
        return new Recording(Run(resampler, recording.Samples.Span), sampleRateHz) { SourceChannelCount = recording.SourceChannelCount };
    }

    internal static float[] Run(StreamingResampler resampler, ReadOnlySpan<float> input)
    {
        var output = new float[StreamingResampler.OutputCount(input.Length, resampler.FromHz, resampler.ToHz)];
        var piece = new float[resampler.LargestOutputCount(InputPerPass)];
        var written = 0;
        while (!input.IsEmpty)
        {
            var n = Math.Min(InputPerPass, input.Length);
            Keep(resampler.Write(input[..n], piece));
            input = input[n..];
        }

        Keep(resampler.Complete(piece));
        return output;

        void Keep(int count)
        {
            var room = Math.Min(count, output.Length - written);
            piece.AsSpan(0, room).CopyTo(output.AsSpan(written));
            written += room;
        }
    }
}
