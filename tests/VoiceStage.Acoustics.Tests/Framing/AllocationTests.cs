using VoiceStage.Acoustics.Cepstrum;
using VoiceStage.Acoustics.Formants;
using VoiceStage.Acoustics.Harmonicity;
using VoiceStage.Acoustics.Intensity;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;

namespace VoiceStage.Acoustics.Tests.Framing;

/// <summary>No allocation per frame: with twice as many frames of the same sound a measure allocates what it keeps of them, a few numbers each, and no working space.</summary>
public sealed class AllocationTests(ITestOutputHelper output)
{
    private static readonly Recording Voice = SyntheticVoice.Speak(new SyntheticVoiceOptions { DurationSeconds = 8, HnrDb = 20, JitterLocalRatio = 0.01 }).Recording;

    /// <summary>Measure, frames at a hop of 10 and 5 ms, most bytes for each frame more.</summary>
    [Theory]
    [InlineData("pitch", 400)]
    [InlineData("formants", 120)]
    [InlineData("cpps", 16)]
    public void Measure_TwiceTheFrames_AllocatesOnlyWhatItKeeps(string kernel, int mostBytesAFrame)
    {
        Action<double> run = kernel switch
        {
            "pitch" => hop => PitchAnalysis.ByAutocorrelation(Voice.Samples.Span, Voice.SampleRateHz, new PitchOptions { TimeStepSeconds = hop }),
            "formants" => hop => FormantMeter.Measure(Voice, new FormantOptions { HopSeconds = hop }),
            _ => hop => CepstralPeakMeter.Measure(Voice, new CepstralPeakOptions { HopSeconds = hop, TimeAveragingSeconds = 2 * hop }),
        };
        run(0.005); // shared tables are built once
        run(0.01);

        var perFrame = (Allocated(() => run(0.005)) - Allocated(() => run(0.01))) / (Voice.DurationSeconds / 0.01);

        output.WriteLine($"ALLOC {kernel}: {perFrame:F1} bytes a frame");
        Assert.InRange(perFrame, 0, mostBytesAFrame);
    }

    /// <summary>Fixed hops: what a second more of sound costs, in bytes.</summary>
    [Theory]
    [InlineData("harmonicity", 2_000)]
    [InlineData("intensity", 2_000)]
    public void Measure_ASecondMore_AllocatesOnlyWhatItKeeps(string kernel, int mostBytesASecond)
    {
        Action<Recording> run = kernel switch
        {
            "harmonicity" => r => HarmonicsToNoise.ByCrossCorrelation(r.Samples.Span, r.SampleRateHz),
            _ => r => IntensityMeter.Measure(r),
        };
        var half = Voice.Slice(0, Voice.SampleCount / 2);
        run(Voice);
        run(half);

        Assert.InRange((Allocated(() => run(Voice)) - Allocated(() => run(half))) / (Voice.DurationSeconds / 2), 0, mostBytesASecond);
    }

    private static long Allocated(Action run)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        run();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
