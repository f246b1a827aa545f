using VoiceStage.Acoustics.Cepstrum;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Smoothed cepstral peak prominence of a stream: the mean of its frames.</summary>
internal sealed class CepstrumStream
{
    // While the answer goes on, no frame is the last one.
    private const int NoEnd = int.MaxValue / 4;

    private readonly CepstrumFrames cepstra;
    private readonly CepstralPeakFinder peaks;
    private readonly CepstralPeakOptions options = new();
    private readonly StreamFrames frames;
    private readonly CepstrumSmoother smoother;
    private double sum;
    private int next;
    private int done;

    /// <param name="rateHz">Rate of the answer, which decides how many frames fit.</param>
    public CepstrumStream(int rateHz)
    {
        frames = new StreamFrames(rateHz, 6 / options.PitchFloorHz, options.HopSeconds);
        cepstra = new CepstrumFrames(options, frames.WindowSeconds);
        peaks = new CepstralPeakFinder(options, cepstra.QuefrencyCount, cepstra.QuefrencyStepSeconds);
        smoother = new CepstrumSmoother(options, cepstra.QuefrencyCount, NoEnd);
    }

    /// <summary>Rate of the samples that it takes.</summary>
    public int AnalysisRateHz => 2 * options.HighestFrequencyHz;

    /// <summary>First sample (at <see cref="AnalysisRateHz"/>) that the next frame still needs.</summary>
    public int Needs => First(next);

    /// <summary>Measures the frames whose window is there.</summary>
    public void Take(SlidingWindow<double> samples)
    {
        var length = (int)Math.Round(frames.WindowSeconds * AnalysisRateHz);
        while (First(next) + length <= samples.End)
        {
            Take(samples, next + 1);
        }
    }

    /// <summary>Measures the rest.</summary>
    public void Complete(SlidingWindow<double> samples, int sampleCount)
    {
        var count = frames.CountIn(sampleCount);
        Take(samples, count);
        // From here on the average knows where the frames end.
        smoother.FrameCount = count;
        for (; done < count; done++)
        {
            sum += peaks.ProminenceDb(smoother.Smooth(done));
        }
    }

    /// <summary>The mean over all frames, pauses included.</summary>
    public Reading Mean => done > 0 ? Reading.Of(sum / done) : Reading.Withheld(Unmeasured.TooShort);

    private void Take(SlidingWindow<double> samples, int frameLimit)
    {
        for (; next < frameLimit; next++)
        {
            cepstra.PowerCepstrum(samples.Held, First(next) - samples.First, smoother.Row(next));
            if (next - smoother.Reach >= done)
            {
                sum += peaks.ProminenceDb(smoother.Smooth(done++));
            }
        }
    }

    // Frames begin at the first sample: times are whole numbers of samples at 10 kHz.
    private int First(int frame) => (int)Math.Round(frame * options.HopSeconds * AnalysisRateHz);
}
