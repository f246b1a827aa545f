using VoiceStage.Acoustics.Perturbation;

namespace VoiceStage.Acoustics.Tests.Perturbation;

public sealed class PulseWalkTests
{
    /// <summary>Fuzzed audio filled 24 GB of memory: at 4 kHz and near its 1 kHz ceiling a period is four samples, and a match could lie where it was sought from.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    public void Take_PeriodOfAFewSamples_AlwaysMovesOn(int period)
    {
        const int Rate = 4_000;
        var samples = Enumerable.Range(0, 400).Select(i => i % period == 0 ? 1f : -0.3f * (i % period)).ToArray();
        foreach (var hertz in Enumerable.Range(0, 60).Select(k => 400.0 + (26 * k)))
        {
            var last = double.NaN;
            var steps = 0;

            PulseWalk.Take(new WholeRecording(samples), new PulseSearch(Rate), 0.01, 0.09, _ => hertz, Count, Count);

            void Count(WalkedPulse pulse)
            {
                Assert.True(++steps < 1_000, $"{hertz} Hz does not move on");
                Assert.NotEqual(last, pulse.TimeSeconds);
                last = pulse.TimeSeconds;
            }
        }
    }

    private sealed class WholeRecording(float[] samples) : SampleView
    {
        public override ReadOnlySpan<float> About(double fromSeconds, double toSeconds, out double startSeconds)
        {
            startSeconds = 0;
            return samples;
        }
    }
}
