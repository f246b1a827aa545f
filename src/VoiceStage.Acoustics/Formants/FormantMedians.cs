using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Formants;

/// <summary>The formants of a recording in figures: the medians over its voiced pitch frames.</summary>
public static class FormantMedians
{
    private const int FormantCount = 3;

    /// <summary>Ordinary medians of F1, F2 and F3 at the times of the voiced frames.</summary>
    /// <param name="recording">Any length.</param>
    /// <param name="pitch">F0 of the same recording.</param>
    /// <param name="options">The search; see <see cref="FormantSetting"/>.</param>
    /// <returns>Hertz, shape [3], each in (50, ceiling − 50); withheld as <see cref="Unmeasured.TooShort"/>, <see cref="Unmeasured.NoVoice"/>, or
    /// <see cref="Unmeasured.Undefined"/> when no voiced frame has so many resonances.</returns>
    public static Reading[] Over(Recording recording, PitchTrack pitch, FormantOptions options)
    {
        ArgumentNullException.ThrowIfNull(pitch);
        ArgumentNullException.ThrowIfNull(options);
        var times = Enumerable.Range(0, pitch.Frames.FrameCount).Where(pitch.IsVoiced).Select(pitch.Frames.TimeOf).ToArray();
        if (times.Length == 0)
        {
            return [.. Enumerable.Repeat(Reading.Withheld(pitch.Frames.FrameCount == 0 ? Unmeasured.TooShort : Unmeasured.NoVoice), FormantCount)];
        }

        // Only frames next to a voiced one are ever looked at.
        var reach = options.WindowSeconds / 4 * 1.001;
        var next = 0;
        var track = FormantMeter.Measure(recording, options, time =>
        {
            while (next < times.Length - 1 && times[next] < time - reach)
            {
                next++;
            }

            return Math.Abs(times[next] - time) <= reach;
        });
        return [.. Enumerable.Range(1, FormantCount).Select(f => Median(times, track, f))];
    }

    private static Reading Median(double[] times, FormantTrack track, int formant)
    {
        var values = times.Select(t => track.FrequencyAt(formant, t)).OfType<double>().Order().ToArray();
        var half = values.Length / 2;
        return values.Length switch
        {
            0 => Reading.Withheld(track.Grid.FrameCount == 0 ? Unmeasured.TooShort : Unmeasured.Undefined),
            _ when values.Length % 2 == 1 => Reading.Of(values[half]),
            _ => Reading.Of((values[half - 1] + values[half]) / 2),
        };
    }
}
