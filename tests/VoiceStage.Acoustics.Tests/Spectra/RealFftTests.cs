using System.Numerics;
using VoiceStage.Acoustics.Spectra;

namespace VoiceStage.Acoustics.Tests.Spectra;

public class RealFftTests
{
    public static TheoryData<int> Sizes => [4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096, 32768];

    [Theory, MemberData(nameof(Sizes))]
    public void ReferenceFft_RandomInput_AgreesWithMathNet(int size)
    {
        var input = Random(size, 1).Zip(Random(size, 2), (a, b) => new Complex(a, b)).ToArray();
        var expected = input.ToArray();
        MathNet.Numerics.IntegralTransforms.Fourier.Forward(expected, MathNet.Numerics.IntegralTransforms.FourierOptions.AsymmetricScaling);
        var actual = ReferenceFft.Forward(input);
        for (var k = 0; k < size; k++) Assert.True((expected[k] - actual[k]).Magnitude < 1e-11 * size, $"bin {k}: {expected[k]} {actual[k]}");
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Forward_Double_AgreesWithReference(int size)
    {
        var x = Random(size, 3);
        var expected = Reference(x);
        var fft = new RealFft<double>(size);
        var (re, im) = (new double[fft.BinCount], new double[fft.BinCount]);
        fft.Forward(x, re, im);
        for (var k = 0; k < fft.BinCount; k++)
            Assert.True((expected[k] - new Complex(re[k], im[k])).Magnitude < 1e-13 * size, $"bin {k}: {expected[k]} {re[k]} {im[k]}");
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Forward_Float_AgreesWithReference(int size)
    {
        var x = Random(size, 4).Select(v => (float)v).ToArray();
        var expected = Reference([.. x]);
        var fft = new RealFft<float>(size);
        var (re, im) = (new float[fft.BinCount], new float[fft.BinCount]);
        fft.Forward(x, re, im);
        for (var k = 0; k < fft.BinCount; k++)
            Assert.True((expected[k] - new Complex(re[k], im[k])).Magnitude < 1e-6 * Math.Sqrt(size), $"bin {k}: {expected[k]} {re[k]} {im[k]}");
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Inverse_OfForward_ReturnsTheSamples(int size)
    {
        var x = Random(size, 5);
        var fft = new RealFft<double>(size);
        var (re, im, back) = (new double[fft.BinCount], new double[fft.BinCount], new double[size]);
        fft.Forward(x, re, im);
        fft.Inverse(re, im, back);
        for (var i = 0; i < size; i++) Assert.Equal(x[i], back[i], 1e-13);
        var first = new double[size / 2 - 1];
        fft.Inverse(re, im, first);
        Assert.Equal(back[..first.Length], first, (a, b) => Math.Abs(a - b) < 1e-15);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void Inverse_OfForwardFloat_ReturnsTheSamples(int size)
    {
        var x = Random(size, 6).Select(v => (float)v).ToArray();
        var fft = new RealFft<float>(size);
        var (re, im, back) = (new float[fft.BinCount], new float[fft.BinCount], new float[size]);
        fft.Forward(x, re, im);
        fft.Inverse(re, im, back);
        for (var i = 0; i < size; i++) Assert.Equal(x[i], back[i], 2e-6f);
    }

    [Theory]
    [InlineData(1024, 1023)]
    [InlineData(1024, 640)]
    [InlineData(1024, 1)]
    [InlineData(64, 33)]
    [InlineData(64, 0)]
    public void Forward_FewerSamplesThanSize_PadsWithZeros(int size, int count)
    {
        var x = Random(size, 7);
        Array.Clear(x, count, size - count);
        var fft = new RealFft<double>(size);
        var (re, im) = (new double[fft.BinCount], new double[fft.BinCount]);
        fft.Forward(Random(size, 8), re, im); // leaves other numbers in the work buffers
        fft.Forward(x.AsSpan(0, count), re, im);
        var expected = Reference(x);
        for (var k = 0; k < fft.BinCount; k++) Assert.True((expected[k] - new Complex(re[k], im[k])).Magnitude < 1e-11);
    }

    [Theory, MemberData(nameof(Sizes))]
    public void PowerSpectrum_RandomInput_IsSquaredMagnitude(int size)
    {
        var x = Random(size, 9);
        var fft = new RealFft<double>(size);
        var power = new double[fft.BinCount];
        fft.PowerSpectrum(x, power);
        var expected = Reference(x);
        for (var k = 0; k < fft.BinCount; k++) Assert.Equal(expected[k].Real * expected[k].Real + expected[k].Imaginary * expected[k].Imaginary, power[k], 1e-9 * size);
    }

    [Theory]
    [InlineData(16, 8)]
    [InlineData(64, 40)]
    [InlineData(1024, 638)]
    [InlineData(2048, 1024)]
    [InlineData(4096, 1763)]
    public void Autocorrelate_HalfFilled_IsTheLinearOne(int size, int count)
    {
        var x = Random(count, 10);
        var fft = new RealFft<double>(size);
        var lags = new double[Math.Min(size - count, size / 2) + 1];
        fft.Autocorrelate(x, lags);
        for (var lag = 0; lag < lags.Length; lag++)
        {
            double sum = 0;
            for (var i = 0; i + lag < count; i++) sum += x[i] * x[i + lag];
            Assert.Equal(sum, lags[lag], 1e-11);
        }
    }

    [Fact]
    public void Forward_Called_AllocatesNothing()
    {
        var x = Random(1024, 11);
        var fft = new RealFft<double>(1024);
        var (re, im) = (new double[fft.BinCount], new double[fft.BinCount]);
        fft.Forward(x, re, im);
        fft.Autocorrelate(x, re);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++)
        {
            fft.Forward(x, re, im);
            fft.Inverse(re, im, x);
            fft.Autocorrelate(x, re);
        }
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(-4)]
    [InlineData(1000)]
    [InlineData(int.MaxValue)]
    public void Constructor_NotAPowerOfTwo_IsRefused(int size) => Assert.Throws<ArgumentOutOfRangeException>(() => new RealFft<float>(size));

    [Theory]
    [InlineData(-1, 4)]
    [InlineData(5, 8)]
    [InlineData(1024, 1024)]
    [InlineData(1025, 2048)]
    public void FftSizeAtLeast_Count_IsTheNextPowerOfTwo(int count, int expected) => Assert.Equal(expected, FftSize.AtLeast(count));

    private static double[] Random(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(_ => random.NextDouble() * 2 - 1)];
    }

    private static Complex[] Reference(double[] x) => ReferenceFft.Forward([.. x.Select(v => new Complex(v, 0))]);
}
