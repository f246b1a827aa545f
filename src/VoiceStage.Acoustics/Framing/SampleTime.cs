namespace VoiceStage.Acoustics.Framing;

/// <summary>From times to sample indices. Sample i (from 0) stands at (i + ½)/rate seconds.</summary>
/// <remarks>The order of operations is fixed: frame times fall exactly between samples at 8 and 16 kHz, and ties must always go the same way.</remarks>
internal static class SampleTime
{
    /// <summary>The last sample at or before a time; may lie outside the recording.</summary>
    public static int LowIndex(double timeSeconds, double samplePeriod) => (int)Math.Floor((timeSeconds - 0.5 * samplePeriod) / samplePeriod + 1.0) - 1;

    /// <summary>The first sample at or after a time.</summary>
    public static int HighIndex(double timeSeconds, double samplePeriod) => (int)Math.Ceiling((timeSeconds - 0.5 * samplePeriod) / samplePeriod + 1.0) - 1;

    /// <summary>The sample nearest to a time; ties go up.</summary>
    public static int NearestIndex(double timeSeconds, double samplePeriod) => (int)Math.Floor((timeSeconds - 0.5 * samplePeriod) / samplePeriod + 1.5) - 1;

    /// <summary>The time of a sample.</summary>
    public static double Of(int sampleIndex, double samplePeriod) => 0.5 * samplePeriod + sampleIndex * samplePeriod;

    /// <summary>The time of a point between samples.</summary>
    public static double Of(double sampleIndex, double samplePeriod) => 0.5 * samplePeriod + sampleIndex * samplePeriod;
}
