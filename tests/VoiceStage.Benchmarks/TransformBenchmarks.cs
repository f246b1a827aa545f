using BenchmarkDotNet.Attributes;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Benchmarks;

/// <summary>Our transform at the sizes that the measures use.</summary>
[MemoryDiagnoser]
[ShortRunJob]
public class TransformBenchmarks
{
    private RealFft<float> fft = null!;
    private float[] frame = [], power = [];

    /// <summary>Points.</summary>
    [Params(512, 1024, 2048)]
    public int Size { get; set; }

    /// <summary>Fills a frame.</summary>
    [GlobalSetup]
    public void Prepare()
    {
        fft = new RealFft<float>(Size);
        var random = new Random(1);
        frame = [.. Enumerable.Range(0, Size).Select(_ => (float)random.NextDouble())];
        power = new float[fft.BinCount];
    }

    /// <summary>Power spectrum of a frame.</summary>
    [Benchmark]
    public void PowerSpectrum() => fft.PowerSpectrum(frame, power);
}
