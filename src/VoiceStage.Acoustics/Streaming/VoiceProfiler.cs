using System.Numerics.Tensors;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Quality;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Measures the <c>voice</c> set of an answer while it is spoken: nearly everything is done when its last sample comes.</summary>
/// <remarks>
/// <para>Frames stand from the first sample on, not about the middle of a file, and are worked off in blocks of 256 samples: the profile is the same to
/// the last bit however the audio is cut into pieces. Values that hang on the whole answer (its loudest sample, hence silence, voicing, pulses and
/// clipping) are settled in <see cref="Complete"/>. Its difference from <see cref="VoiceMeasurement"/> stands in a table in the room's README.</para>
/// <para>Audio of more than 8 kHz is measured at 16 kHz, other audio at 8 kHz. Samples that are not finite count as silence, magnitudes above 1 000 as
/// 1 000. Kept are the samples in 16 bits and at most 24 KiB of frames a second; nothing is allocated per frame but the pages that hold them.
/// One thread at a time.</para>
/// </remarks>
public sealed partial class VoiceProfiler
{
    /// <summary>Version of the streaming set: the same keys as <see cref="VoiceMeasurement.Version"/>, frames from the first sample on.</summary>
    public const string Version = "voice-stream/1";

    private const int WideRateHz = 16_000, NarrowRateHz = 8_000, PieceLength = 1_024;
    private const float LargestMagnitude = 1_000;

    private readonly VoiceProfilerOptions options;
    private readonly StreamingResampler? resampler;
    private readonly int rateHz, inputLimit;
    private readonly float[] piece = new float[PieceLength], resampled, block = new float[KeptSamples.BlockLength];
    private readonly SlidingWindow<float> window = new(8_192);
    private readonly KeptSamples kept = new();
    private readonly PitchStream pitch;
    private readonly PulseStream pulses;
    private readonly HarmonicityStream harmonicity;
    private readonly IntensityStream intensity;
    private readonly CepstrumStream cepstrum;
    private readonly BandStream bands;
    private readonly LevelStream levels;
    private readonly LiveView live = new();
    private readonly BandwidthSpectrum spectrum;
    private readonly AnalysisStream[] streams;
    private readonly SteepLowPass lowPass;
    private readonly FormantStream[] formants;
    private float lowest, highest;
    private double sum;
    private int inputCount, filled, liveFrames, spectrumFrames;
    private bool isCompleted;

    /// <summary>Begins an answer.</summary>
    /// <param name="sampleRateHz">Rate of the audio, 4 000 to 384 000.</param>
    /// <param name="options">Null takes the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rate or an option is outside its range.</exception>
    public VoiceProfiler(int sampleRateHz, VoiceProfilerOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(sampleRateHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sampleRateHz, 384_000);
        this.options = options ?? new VoiceProfilerOptions();
        ArgumentOutOfRangeException.ThrowIfLessThan(this.options.LongestAnswerSeconds, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(this.options.LongestAnswerSeconds, 3_600, nameof(options));
        SampleRateHz = sampleRateHz;
        rateHz = sampleRateHz > NarrowRateHz ? WideRateHz : NarrowRateHz;
        inputLimit = (int)(this.options.LongestAnswerSeconds * sampleRateHz);
        resampler = sampleRateHz == rateHz ? null : new StreamingResampler(sampleRateHz, rateHz);
        resampled = new float[resampler?.LargestOutputCount(PieceLength) ?? 0];
        pitch = new PitchStream(rateHz, PitchOptions.Default);
        pulses = new PulseStream(pitch, kept, rateHz);
        harmonicity = new HarmonicityStream(rateHz);
        intensity = new IntensityStream(rateHz);
        cepstrum = new CepstrumStream(rateHz);
        bands = new BandStream(rateHz);
        levels = new LevelStream(rateHz);
        spectrum = new BandwidthSpectrum(rateHz);
        formants = [.. Settings().Select(setting => new FormantStream(setting, rateHz))];
        streams = [.. formants.Select(f => (int)Math.Round(2 * f.Options.CeilingHz)).Append(cepstrum.AnalysisRateHz).Distinct().Select(to => new AnalysisStream(rateHz, to))];
        lowPass = new SteepLowPass(streams.Where(s => s.KeptFraction < 1).Select(s => (s.KeptFraction, s.Input)));
    }

    /// <summary>Rate of the audio that it takes, in hertz.</summary>
    public int SampleRateHz { get; }

    /// <summary>Audio measured so far, in seconds.</summary>
    public double CapturedSeconds => (double)inputCount / SampleRateHz;

    /// <summary>Whether the answer was longer than <see cref="VoiceProfilerOptions.LongestAnswerSeconds"/>: the rest is not measured.</summary>
    public bool IsCutShort { get; private set; }

    /// <summary>The voice now. Cheap: reads what the last block left.</summary>
    public LiveVoice Live => live.Read(CapturedSeconds, LiveF0Hz());

    /// <summary>Takes 16-bit samples.</summary>
    /// <param name="samples">Any count.</param>
    /// <exception cref="InvalidOperationException">The answer was completed.</exception>
    public void Write(ReadOnlySpan<short> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, PieceLength);
            TensorPrimitives.ConvertTruncating<short, float>(samples[..count], piece);
            TensorPrimitives.Multiply(piece.AsSpan(0, count), 1f / 32_768, piece);
            TakePiece(count);
            samples = samples[count..];
        }
    }

    /// <summary>Takes samples, nominally in [−1, 1].</summary>
    /// <param name="samples">Any count.</param>
    /// <exception cref="InvalidOperationException">The answer was completed.</exception>
    public void Write(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, PieceLength);
            for (var i = 0; i < count; i++)
            {
                piece[i] = float.IsFinite(samples[i]) ? Math.Clamp(samples[i], -LargestMagnitude, LargestMagnitude) : 0;
            }

            TakePiece(count);
            samples = samples[count..];
        }
    }

    // The recording's largest distance from its mean, as far as it is known; whatever comes, it will be at least half of the range.
    private double LeastMagnitude => 0.5 * ((double)highest - lowest);

    private double MagnitudeSoFar => kept.Count == 0 ? 0 : Math.Max(highest - sum / kept.Count, sum / kept.Count - lowest);

    private void TakePiece(int count)
    {
        if (isCompleted)
        {
            throw new InvalidOperationException("The answer was completed.");
        }

        var room = Math.Min(count, inputLimit - inputCount);
        IsCutShort |= room < count;
        inputCount += room;
        if (resampler is null)
        {
            TakeSamples(piece.AsSpan(0, room));
        }
        else if (room > 0)
        {
            TakeSamples(resampled.AsSpan(0, resampler.Write(piece.AsSpan(0, room), resampled)));
        }
    }

    private void TakeSamples(ReadOnlySpan<float> samples)
    {
        while (!samples.IsEmpty)
        {
            var count = Math.Min(samples.Length, block.Length - filled);
            samples[..count].CopyTo(block.AsSpan(filled));
            filled += count;
            samples = samples[count..];
            if (filled == block.Length)
            {
                TakeBlock(block);
                filled = 0;
            }
        }
    }

    private void TakeBlock(ReadOnlySpan<float> samples)
    {
        (lowest, highest) = kept.Count == 0 ? (samples[0], samples[0]) : (lowest, highest);
        (lowest, highest) = (Math.Min(lowest, TensorPrimitives.Min(samples)), Math.Max(highest, TensorPrimitives.Max(samples)));
        sum += SampleSum.Of(samples);
        kept.Add(samples);
        window.Append(samples);
        levels.Take(samples);
        lowPass.Write(samples);
        foreach (var stream in streams)
        {
            if (stream.KeptFraction >= 1)
            {
                TensorPrimitives.ConvertTruncating<float, double>(samples, stream.Input.Extend(samples.Length));
            }

            stream.Advance();
        }

        Advance();
    }

    private void Advance()
    {
        pitch.Take(window, FramesThatFit(pitch.Frames, pitch.Kept.FrameCount));
        harmonicity.Take(window, FramesThatFit(harmonicity.Frames, harmonicity.FrameCount), LeastMagnitude);
        intensity.Take(window, FramesThatFit(intensity.Frames, intensity.FrameCount));
        bands.Take(window);
        for (; (spectrumFrames + 1) * spectrum.FrameLength <= window.End; spectrumFrames++)
        {
            spectrum.Add(window.Held.Slice(spectrumFrames * spectrum.FrameLength - window.First, spectrum.FrameLength), 1);
        }

        cepstrum.Take(StreamOf(cepstrum.AnalysisRateHz).Samples);
        foreach (var setting in formants)
        {
            setting.Take(StreamOf(setting).Samples, pitch, LeastMagnitude);
        }

        pulses.Advance(MagnitudeSoFar);
        for (; liveFrames < levels.FrameCount; liveFrames++)
        {
            live.Add(levels.Power(liveFrames), LiveF0Hz() is not null);
        }

        Discard();
    }

    private void Discard()
    {
        var needed = Math.Min(Math.Min(pitch.Needs, harmonicity.Needs), Math.Min(intensity.Needs, bands.Needs));
        window.DiscardBefore(Math.Min(needed, spectrumFrames * spectrum.FrameLength));
        foreach (var stream in streams)
        {
            var first = stream.RateHz == cepstrum.AnalysisRateHz ? cepstrum.Needs : int.MaxValue;
            foreach (var setting in formants)
            {
                first = StreamOf(setting) == stream ? Math.Min(first, setting.Needs) : first;
            }

            stream.Samples.DiscardBefore(first);
        }
    }

    private int FramesThatFit(StreamFrames frames, int next)
    {
        while (frames.Needs(next) <= window.End)
        {
            next++;
        }

        return next;
    }

    private AnalysisStream StreamOf(FormantStream setting) => StreamOf((int)Math.Round(2 * setting.Options.CeilingHz));

    private AnalysisStream StreamOf(int analysisRateHz)
    {
        foreach (var stream in streams)
        {
            if (stream.RateHz == analysisRateHz)
            {
                return stream;
            }
        }

        throw new InvalidOperationException("no such analysis rate");
    }

    // F0 of the last frame alone: no path, since what follows is not known.
    private double? LiveF0Hz()
    {
        var frame = pitch.Kept.FrameCount - 1;
        if (frame < 0)
        {
            return null;
        }

        var best = pitch.Kept.Strongest(frame);
        var relative = StreamPath.Relative(pitch.Kept.Peak(frame), MagnitudeSoFar);
        return best.Strength > pitch.Options.VoicingThreshold && relative > pitch.Options.SilenceThreshold ? best.FrequencyHz : null;
    }

    // Which one fits is known at the end (bandwidth, median F0): all that may are measured.
    private IEnumerable<FormantOptions> Settings() => options.FormantCeilingHz is { } given
        ? [FormantSetting.For(default, rateHz, default, given)]
        : rateHz == NarrowRateHz
            ? [new FormantOptions { CeilingHz = 4_000, Count = 4 }]
            : [new FormantOptions { CeilingHz = 4_000, Count = 4 }, new FormantOptions { CeilingHz = 5_000 }, new FormantOptions { CeilingHz = 5_500 }];
}
