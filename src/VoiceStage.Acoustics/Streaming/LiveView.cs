using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Keeps <see cref="LiveVoice"/> up to date, one 10 ms frame at a time.</summary>
internal sealed class LiveView
{
    private const int LowestDb = -110, Steps = 260;
    private const double StepDb = 0.5;
    private const int LevelFrames = 5, FewestUnvoiced = 10;
    private const double SmallestRiseDb = 3;

    private readonly SpeechActivityOptions options = new();
    private readonly int[] all = new int[Steps], unvoiced = new int[Steps];
    private readonly double[] recent = new double[LevelFrames];
    private int frameCount, unvoicedCount, pauseFrames, pauseCount, silentFrames, shortestPause;
    private bool hasSpoken;

    public LiveView() => shortestPause = (int)Math.Round(options.ShortestPauseSeconds / FrameLevels.FrameSeconds);

    /// <summary>Whether the last frame was speech.</summary>
    public bool IsSpeaking { get; private set; }

    /// <summary>Adds a frame.</summary>
    public void Add(double power, bool isVoiced)
    {
        var decibels = LevelStream.Decibels(power);
        recent[frameCount++ % LevelFrames] = power;
        var step = Math.Clamp((int)((decibels - LowestDb) / StepDb), 0, Steps - 1);
        all[step]++;
        if (!isVoiced)
        {
            unvoiced[step]++;
            unvoicedCount++;
        }

        var loud = Quantile(all, frameCount - 1 - Math.Min(30, frameCount / 20));
        var floor = unvoicedCount < FewestUnvoiced ? LowestDb : Quantile(unvoiced, unvoicedCount / 10);
        var threshold = Math.Max(loud - options.DepthDb, floor + Math.Max(SmallestRiseDb, options.FloorShare * (loud - floor)));
        // Without voice so far, any sound may be a noise.
        IsSpeaking = decibels >= threshold && decibels > LowestDb && (hasSpoken || isVoiced);
        if (!IsSpeaking)
        {
            silentFrames++;
            return;
        }

        if (hasSpoken && silentFrames >= shortestPause)
        {
            pauseCount++;
            pauseFrames += silentFrames;
        }

        (hasSpoken, silentFrames) = (true, 0);
    }

    /// <summary>The view now.</summary>
    public LiveVoice Read(double capturedSeconds, double? f0Hz)
    {
        var frames = Math.Min(frameCount, LevelFrames);
        var power = 0.0;
        for (var i = 0; i < frames; i++)
        {
            power += recent[i] / frames;
        }

        var silence = hasSpoken ? silentFrames * FrameLevels.FrameSeconds : capturedSeconds;
        return new LiveVoice(
            capturedSeconds, f0Hz, LevelStream.Decibels(power), IsSpeaking, pauseCount, pauseFrames * FrameLevels.FrameSeconds, IsSpeaking ? 0 : silence);
    }

    private static double Quantile(int[] counts, int rank)
    {
        var step = 0;
        for (var before = 0; step < Steps - 1; step++)
        {
            before += counts[step];
            if (before > rank)
            {
                break;
            }
        }

        return LowestDb + (step + 0.5) * StepDb;
    }
}
