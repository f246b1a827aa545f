using VoiceStage.Acoustics.Perturbation;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Synthesis;

/// <summary>A voice whose F0, jitter, shimmer and HNR are known, to test measures against.</summary>
/// <remarks>Pulses stand at exact times between samples (<see cref="VocalTract"/>), so jitter below a sample is true. Deterministic by seed.</remarks>
public sealed class SyntheticVoice
{
    private SyntheticVoice(Recording recording, double[] pulseTimes, double[] amplitudes, double? hnrDb) =>
        (Recording, PulseTimesSeconds, PulseAmplitudes, HnrDb) = (recording, pulseTimes, amplitudes, hnrDb);

    /// <summary>The sound.</summary>
    public Recording Recording { get; }

    /// <summary>When each glottal pulse stands, in seconds.</summary>
    public IReadOnlyList<double> PulseTimesSeconds { get; }

    /// <summary>Amplitude of each pulse; 1 is undisturbed.</summary>
    public IReadOnlyList<double> PulseAmplitudes { get; }

    /// <summary>The HNR that was set, in dB; null without noise.</summary>
    public double? HnrDb { get; }

    /// <summary>Jitter of the true pulse times: what a perfect measurement reads.</summary>
    public Jitter TrueJitter => Jitter.Of([.. PulseTimesSeconds]);

    /// <summary>Mean absolute difference of consecutive pulse amplitudes over their mean, as a ratio.</summary>
    public double TrueShimmerLocalRatio =>
        PulseAmplitudes.Count < 2 ? 0 : PulseAmplitudes.Zip(PulseAmplitudes.Skip(1), (a, b) => Math.Abs(b - a)).Average() / PulseAmplitudes.Average();

    /// <summary>Number of pulses a second between the first and the last: the true mean F0.</summary>
    public double TrueF0Hz => PulseTimesSeconds.Count < 2 ? 0 : (PulseTimesSeconds.Count - 1) / (PulseTimesSeconds[^1] - PulseTimesSeconds[0]);

    /// <summary>Speaks.</summary>
    /// <param name="options">Null takes the defaults: three seconds of 120 Hz at 16 kHz.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option is outside its range.</exception>
    public static SyntheticVoice Speak(SyntheticVoiceOptions? options = null)
    {
        options ??= new();
        options.RequireValid();
        var (times, amplitudes) = Pulses(options);
        var count = (int)Math.Round(options.DurationSeconds * options.SampleRateHz);
        var voice = Voice(options, times, amplitudes, count);
        if (options.HnrDb is { } hnr) AddNoise(voice, options, hnr);
        ApplyGain(voice, options);
        var peak = voice.Length == 0 ? 0 : voice.Max(Math.Abs);
        var scale = peak > 0 ? options.PeakLevel / peak : 0;
        var samples = Array.ConvertAll(voice, v => (float)(v * scale));
        return new SyntheticVoice(new Recording(samples, options.SampleRateHz), times, amplitudes, options.HnrDb);
    }

    private static (double[] Times, double[] Amplitudes) Pulses(SyntheticVoiceOptions options)
    {
        // The mean absolute difference of two independent Gaussian numbers is 2σ/√π.
        var perRatio = Math.Sqrt(Math.PI) / 2;
        var noise = new SeededNoise(options.Seed);
        var times = new List<double>();
        var amplitudes = new List<double>();
        for (var time = 0.5 / F0At(options, 0); time < options.DurationSeconds;)
        {
            times.Add(time);
            amplitudes.Add(Math.Max(0, 1 + options.ShimmerLocalRatio * perRatio * noise.Gaussian()));
            time += Math.Max(0.1, 1 + options.JitterLocalRatio * perRatio * noise.Gaussian()) / F0At(options, time);
        }
        return ([.. times], [.. amplitudes]);
    }

    private static double F0At(SyntheticVoiceOptions options, double time) =>
        Contour(options.F0Contour, time, options.F0Hz) * (1 + options.VibratoDepthRatio * Math.Sin(2 * Math.PI * options.VibratoHz * time));

    private static double[] Voice(SyntheticVoiceOptions options, double[] times, double[] amplitudes, int count)
    {
        var tract = new VocalTract(options.Vowel, options.SampleRateHz);
        var voice = new double[count];
        var pulse = 0;
        for (var i = 0; i < count; i++)
        {
            var now = (i + 0.5) / options.SampleRateHz;
            for (; pulse < times.Length && times[pulse] <= now; pulse++) tract.Strike(amplitudes[pulse], now - times[pulse]);
            voice[i] = tract.Next();
        }
        return voice;
    }

    private static void AddNoise(double[] voice, SyntheticVoiceOptions options, double hnrDb)
    {
        // Another stream than the pulses': the same jitter with and without noise.
        var source = new SeededNoise(options.Seed ^ 0xD1B54A32D192ED03);
        var tract = options.Noise == VoiceNoise.Vowel ? new VocalTract(options.Vowel, options.SampleRateHz) : null;
        var noise = new double[voice.Length];
        for (var i = 0; i < noise.Length; i++)
        {
            noise[i] = source.Gaussian();
            tract?.Strike(noise[i], 0);
            if (tract is not null) noise[i] = tract.Next();
        }
        var noiseEnergy = noise.Sum(v => v * v);
        if (noiseEnergy == 0) return;
        var scale = Math.Sqrt(voice.Sum(v => v * v) / noiseEnergy * Math.Pow(10, -hnrDb / 10));
        for (var i = 0; i < voice.Length; i++) voice[i] += scale * noise[i];
    }

    private static void ApplyGain(double[] voice, SyntheticVoiceOptions options)
    {
        if (options.GainContour.Count == 0) return;
        for (var i = 0; i < voice.Length; i++) voice[i] *= Contour(options.GainContour, (i + 0.5) / options.SampleRateHz, 1);
    }

    private static double Contour(IReadOnlyList<ContourPoint> points, double time, double otherwise)
    {
        if (points.Count == 0) return otherwise;
        if (time <= points[0].TimeSeconds) return points[0].Value;
        for (var i = 1; i < points.Count; i++)
        {
            var (a, b) = (points[i - 1], points[i]);
            if (time < b.TimeSeconds) return a.Value + (b.Value - a.Value) * (time - a.TimeSeconds) / (b.TimeSeconds - a.TimeSeconds);
        }
        return points[^1].Value;
    }
}
