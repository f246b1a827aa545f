using BenchmarkDotNet.Attributes;
using VoiceStage.Acoustics.Cepstrum;
using VoiceStage.Acoustics.Egemaps;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Glottal;
using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Intensity;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Streaming;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Benchmarks;

/// <summary>Every measure on ten seconds of the same synthetic voice: time and what it allocates. Ratios are to the whole voice set in the same run.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class MeasureBenchmarks
{
    private readonly Recording recording = SyntheticVoice.Speak(new SyntheticVoiceOptions
    {
        DurationSeconds = 10, HnrDb = 20, JitterLocalRatio = 0.01, ShimmerLocalRatio = 0.03, VibratoDepthRatio = 0.03, GainContour = [new(0, 1), new(4, 1), new(4.1, 0), new(5, 0), new(5.1, 1)],
    }).Recording;

    private PitchTrack pitch = null!;
    private FormantTrack formants = null!;

    /// <summary>What some measures are given.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        pitch = Pitch();
        formants = Formants();
    }

    /// <summary>The whole set.</summary>
    [Benchmark(Baseline = true)]
    public VoiceProfile VoiceSet() => VoiceMeasurement.Measure(recording);

    /// <summary>F0 by autocorrelation.</summary>
    [Benchmark]
    public PitchTrack Pitch() => PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz);

    /// <summary>HNR.</summary>
    [Benchmark]
    public object Harmonicity() => HarmonicsToNoise.ByCrossCorrelation(recording.Samples.Span, recording.SampleRateHz);

    /// <summary>Level.</summary>
    [Benchmark]
    public object Intensity() => IntensityMeter.Measure(recording);

    /// <summary>Resonances.</summary>
    [Benchmark]
    public FormantTrack Formants() => FormantMeter.Measure(recording);

    /// <summary>CPPS.</summary>
    [Benchmark]
    public object Cpps() => CepstralPeakMeter.Measure(recording);

    /// <summary>NAQ and QOQ.</summary>
    [Benchmark]
    public GlottalSource Glottal() => GlottalSource.Of(recording, pitch, formants);

    /// <summary>Peak slope.</summary>
    [Benchmark]
    public Reading PeakSlopeMedian() => PeakSlope.Median(recording, pitch);

    /// <summary>All 88 functionals.</summary>
    [Benchmark]
    public EgemapsProfile EgemapsSet() => EgemapsMeasurement.Measure(recording);

    /// <summary>What a live call does, in chunks of 20 ms.</summary>
    [Benchmark]
    public VoiceProfile Streaming()
    {
        var profiler = new VoiceProfiler(recording.SampleRateHz);
        for (var at = 0; at < recording.SampleCount; at += 320)
        {
            profiler.Write(recording.Samples.Span.Slice(at, Math.Min(320, recording.SampleCount - at)));
        }

        return profiler.Complete();
    }
}
