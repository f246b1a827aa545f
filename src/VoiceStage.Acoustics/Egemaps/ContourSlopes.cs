namespace VoiceStage.Acoustics.Egemaps;

/// <summary>Slopes of the rising and the falling parts of a contour, inside each unbroken stretch of it.</summary>
/// <remarks>A part ends where the contour turns by more than a threshold; smaller wiggles belong to the part they lie in. A slope is the part's change over its duration, per second;
/// falling slopes are given as the rate of the fall, so both are positive. Nothing is drawn across a gap.</remarks>
internal static class ContourSlopes
{
    public static (List<double> Rising, List<double> Falling) Of(ReadOnlySpan<double> contour, double stepSeconds, double threshold)
    {
        var (rising, falling) = (new List<double>(), new List<double>());
        for (var k = 0; k < contour.Length; k++)
        {
            var first = k;
            while (k < contour.Length && !double.IsNaN(contour[k]))
            {
                k++;
            }

            Stretch(contour[first..k], stepSeconds, threshold, rising, falling);
        }

        return (rising, falling);
    }

    private static void Stretch(ReadOnlySpan<double> x, double stepSeconds, double threshold, List<double> rising, List<double> falling)
    {
        // start: where the running part began; extreme: its furthest point so far; direction: 0 while it is not known.
        var (start, extreme, direction, low, high) = (0, 0, 0, 0, 0);
        for (var k = 1; k < x.Length; k++)
        {
            if (direction == 0)
            {
                low = x[k] < x[low] ? k : low;
                high = x[k] > x[high] ? k : high;
                if (x[high] - x[low] > threshold)
                {
                    (start, extreme, direction) = low < high ? (low, high, 1) : (high, low, -1);
                }
            }
            else if (direction * (x[k] - x[extreme]) > 0)
            {
                extreme = k;
            }
            else if (direction * (x[extreme] - x[k]) > threshold)
            {
                Keep(x, start, extreme);
                (start, extreme, direction) = (extreme, k, -direction);
            }
        }

        if (direction != 0)
        {
            Keep(x, start, extreme);
        }

        void Keep(ReadOnlySpan<double> y, int from, int to)
        {
            var slope = (y[to] - y[from]) / ((to - from) * stepSeconds);
            (slope > 0 ? rising : falling).Add(Math.Abs(slope));
        }
    }
}
