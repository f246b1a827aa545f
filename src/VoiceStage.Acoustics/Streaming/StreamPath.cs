using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>The best path through kept candidates: the search of <see cref="PitchPath"/> over any part of an answer.</summary>
internal sealed class StreamPath(KeptCandidates kept, PitchOptions options, double stepSeconds)
{
    private const int Width = 64;

    private readonly double perFrame = 0.01 / stepSeconds;
    private readonly double[] score = new double[Width], next = new double[Width], octave = new double[Width], nextOctave = new double[Width];
    private byte[] from = [];
    private int[] place = [];

    /// <summary>F0 of frames <paramref name="first"/> … first + n − 1, 0 where unvoiced.</summary>
    /// <param name="first">First frame.</param>
    /// <param name="largestMagnitude">Of the answer: frames far below it lean to unvoiced.</param>
    /// <param name="frequencyHz">Shape [n].</param>
    public void Choose(int first, double largestMagnitude, Span<float> frequencyHz)
    {
        if (frequencyHz.IsEmpty)
        {
            return;
        }

        Reserve(first, frequencyHz.Length);
        var (now, later, nowOctave, laterOctave) = (score, next, octave, nextOctave);
        var (jump, change) = (options.OctaveJumpCost * perFrame, options.VoicedUnvoicedCost * perFrame);
        var count = Local(first, largestMagnitude, now, nowOctave);
        for (var i = 1; i < frequencyHz.Length; i++)
        {
            var nextCount = Local(first + i, largestMagnitude, later, laterOctave);
            for (var k = 0; k < nextCount; k++)
            {
                // The unvoiced one comes first, and ties go to the earlier.
                var (best, at) = (now[0] - (k == 0 ? 0 : change), 0);
                for (var j = 1; j < count; j++)
                {
                    var value = now[j] - (k == 0 ? change : jump * Math.Abs(nowOctave[j] - laterOctave[k]));
                    if (value > best)
                    {
                        (best, at) = (value, j);
                    }
                }

                later[k] += best;
                from[place[i] + k] = (byte)at;
            }

            (now, later, nowOctave, laterOctave, count) = (later, now, laterOctave, nowOctave, nextCount);
        }

        var chosen = 0;
        for (var k = 1; k < count; k++)
        {
            chosen = now[k] > now[chosen] ? k : chosen;
        }

        for (var i = frequencyHz.Length - 1; i >= 0; i--)
        {
            frequencyHz[i] = chosen == 0 ? 0 : kept[first + i, chosen - 1].FrequencyHz;
            chosen = from[place[i] + chosen];
        }
    }

    /// <summary>What the unvoiced candidate of a frame is worth.</summary>
    public double Unvoiced(double peak, double largestMagnitude) =>
        options.VoicingThreshold + Math.Max(0, 2 - Relative(peak, largestMagnitude) / (options.SilenceThreshold / (1 + options.VoicingThreshold)));

    /// <summary>A frame's peak over the answer's, 0 to 1.</summary>
    public static double Relative(double peak, double largestMagnitude) => largestMagnitude > 0 ? Math.Min(1, peak / largestMagnitude) : 0;

    private int Local(int frame, double largestMagnitude, double[] scores, double[] octaves)
    {
        scores[0] = Unvoiced(kept.Peak(frame), largestMagnitude);
        var count = Math.Min(Width - 1, kept.CountOf(frame));
        for (var k = 0; k < count; k++)
        {
            var candidate = kept[frame, k];
            octaves[k + 1] = Math.Log2(candidate.FrequencyHz);
            scores[k + 1] = candidate.Strength - options.OctaveCost * (Math.Log2(kept.CeilingHz) - octaves[k + 1]);
        }

        return count + 1;
    }

    // Grown by half again, so that a long answer is not copied at every look.
    private void Reserve(int first, int count)
    {
        if (place.Length < count)
        {
            place = new int[count + count / 2];
        }

        var total = 0;
        for (var i = 0; i < count; i++)
        {
            place[i] = total;
            total += Math.Min(Width, kept.CountOf(first + i) + 1);
        }

        if (from.Length < total)
        {
            from = new byte[total + total / 2];
        }

        from.AsSpan(0, Math.Min(Width, total)).Clear();
    }
}
