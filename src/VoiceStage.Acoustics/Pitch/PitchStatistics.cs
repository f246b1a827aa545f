using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Pitch;

/// <summary>The F0 of a recording in figures, over its voiced frames.</summary>
/// <remarks>Withheld as <see cref="Unmeasured.TooShort"/> when there is no frame, <see cref="Unmeasured.NoVoice"/> when none is voiced.
/// Octave errors move means and extremes; median and the 5 and 95 % points stand.</remarks>
public sealed record PitchStatistics
{
    /// <summary>Mean F0 in hertz.</summary>
    public required Reading MeanHz { get; init; }

    /// <summary>Median F0 in hertz.</summary>
    public required Reading MedianHz { get; init; }

    /// <summary>Standard deviation of F0 in hertz, with n − 1; withheld as <see cref="Unmeasured.Undefined"/> for a single voiced frame.</summary>
    public required Reading StandardDeviationHz { get; init; }

    /// <summary>Lowest F0 of any frame, in hertz.</summary>
    public required Reading MinimumHz { get; init; }

    /// <summary>Highest F0 of any frame, in hertz.</summary>
    public required Reading MaximumHz { get; init; }

    /// <summary>5 % quantile of F0 in hertz, as <see cref="Quantile"/> takes it.</summary>
    public required Reading Percentile5Hz { get; init; }

    /// <summary>95 % quantile of F0 in hertz.</summary>
    public required Reading Percentile95Hz { get; init; }

    /// <summary>Voiced frames over all frames, 0 to 1; 0 is a value, withheld only without frames.</summary>
    public required Reading VoicedFraction { get; init; }

    /// <summary>Sums up a track.</summary>
    public static PitchStatistics Of(PitchTrack track)
    {
        var sorted = track.FrequencyHz.Where(f => f > 0).Order().ToArray();
        if (sorted.Length == 0)
        {
            var tooShort = track.Frames.FrameCount == 0;
            var none = Reading.Withheld(tooShort ? Unmeasured.TooShort : Unmeasured.NoVoice);
            return new PitchStatistics
            {
                MeanHz = none, MedianHz = none, StandardDeviationHz = none, MinimumHz = none, MaximumHz = none,
                Percentile5Hz = none, Percentile95Hz = none, VoicedFraction = tooShort ? none : Reading.Of(0),
            };
        }
        var mean = sorted.Average();
        var squares = sorted.Sum(f => (f - mean) * (f - mean));
        return new PitchStatistics
        {
            MeanHz = Reading.Of(mean),
            MedianHz = Reading.Of(Quantile.OfSorted(sorted, 0.5)),
            StandardDeviationHz = Reading.Of(Math.Sqrt(squares / (sorted.Length - 1))),
            MinimumHz = Reading.Of(sorted[0]),
            MaximumHz = Reading.Of(sorted[^1]),
            Percentile5Hz = Reading.Of(Quantile.OfSorted(sorted, 0.05)),
            Percentile95Hz = Reading.Of(Quantile.OfSorted(sorted, 0.95)),
            VoicedFraction = Reading.Of((double)sorted.Length / track.Frames.FrameCount),
        };
    }
}
