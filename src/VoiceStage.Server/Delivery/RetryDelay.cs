namespace VoiceStage.Server.Delivery;

/// <summary>How long to wait after a failure: doubling, capped, ± 25 % so that receivers which come back are not hit all at once.</summary>
internal sealed class RetryDelay(DeliveryOptions options)
{
    private readonly Lock gate = new();
    private readonly Random jitter = new(options.JitterSeed);

    public TimeSpan After(int attempts, bool isUrgent)
    {
        var longest = isUrgent ? options.LongestUrgentRetry : options.LongestRetry;
        var doubled = options.FirstRetry * Math.Pow(2, Math.Min(attempts - 1, 30));
        double factor;
        lock (gate)
        {
            factor = 0.75 + (0.5 * jitter.NextDouble());
        }

        return (doubled < longest ? doubled : longest) * factor;
    }
}
