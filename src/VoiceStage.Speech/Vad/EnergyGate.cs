namespace VoiceStage.Speech.Vad;

/// <summary>A cheap look at each frame: is it loud enough, against the tracked noise floor, to be worth the net's time?</summary>
/// <remarks>It only saves work: when in doubt it is open. The floor follows a softer frame at once and a louder one slowly, and falls
/// during digital silence no lower than <see cref="EnergyGateOptions.SilenceDb"/>. One thread at a time.</remarks>
public sealed class EnergyGate
{
    private readonly EnergyGateOptions options;
    private readonly double frameSeconds;
    private double floorDb;
    private double heldSeconds;

    /// <summary>Makes one.</summary>
    /// <param name="frameSeconds">Length of the frames it will see, above 0.</param>
    /// <param name="options">Null takes the defaults.</param>
    public EnergyGate(double frameSeconds, EnergyGateOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(frameSeconds);
        this.frameSeconds = frameSeconds;
        this.options = options ?? new EnergyGateOptions();
        Reset();
    }

    /// <summary>The noise floor so far, in dB of full scale (RMS, full-scale square wave is 0).</summary>
    public double NoiseFloorDb => floorDb;

    /// <summary>Whether the frame should be looked at.</summary>
    /// <param name="frame">Samples in [-1, 1], at least one.</param>
    public bool IsOpen(ReadOnlySpan<float> frame)
    {
        var levelDb = LevelDb(frame);
        // A stream that begins in speech starts with its floor at the speech: open until the floor has been seen to be lower.
        var loud = levelDb > options.SilenceDb && levelDb >= floorDb + options.OpenAboveFloorDb;
        floorDb = levelDb < floorDb
            ? Math.Max(levelDb, options.SilenceDb)
            : Math.Min(levelDb, floorDb + options.RiseDbPerSecond * frameSeconds);
        heldSeconds = loud ? options.HoldSeconds : Math.Max(0, heldSeconds - frameSeconds);
        return loud || heldSeconds > 0;
    }

    /// <summary>Forgets the floor: it starts at the lowest level, so the first sound is let through.</summary>
    public void Reset()
    {
        floorDb = options.SilenceDb;
        heldSeconds = 0;
    }

    private static double LevelDb(ReadOnlySpan<float> frame)
    {
        var sum = 0.0;
        foreach (var x in frame)
        {
            sum += (double)x * x;
        }

        return 10 * Math.Log10(sum / frame.Length + 1e-12);
    }
}
