using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Acoustics.Timing;

/// <summary>Where speech is in a whole recording: by level, with voicing as the witness that it is speech and not noise.</summary>
/// <remarks>
/// <para>A 10 ms frame is speech when it lies above both (loud level − 30 dB) and (noise floor + 0.35 of the way up). The loud level is what 0.3 s
/// of the recording (at most 5 %) exceed; the floor is the 10 % point of the unvoiced frames. Stretches closer than a pause belong together;
/// a stretch without any voiced frame (a knock, a breath, a door) is not speech. Whispered speech is therefore not found.</para>
/// <para>For files. A live turn uses a trained detector, which needs no look ahead. Levels are relative: gain does not change the result.</para>
/// </remarks>
public static class SpeechActivity
{
    private const double JoinClicksSeconds = 0.1;
    private const double ShortestClickSeconds = 0.05;
    private const double SmallestRiseDb = 3;

    /// <summary>Stretches of speech in time order, at least <see cref="SpeechActivityOptions.ShortestPauseSeconds"/> apart.</summary>
    /// <param name="recording">Any length.</param>
    /// <param name="pitch">F0 of the same recording.</param>
    /// <param name="options">Null takes the defaults.</param>
    public static IReadOnlyList<TimeSpanSeconds> Find(Recording recording, PitchTrack pitch, SpeechActivityOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(recording);
        ArgumentNullException.ThrowIfNull(pitch);
        return Find(FrameLevels.Of(recording), pitch, recording.DurationSeconds, options ?? new SpeechActivityOptions());
    }

    internal static IReadOnlyList<TimeSpanSeconds> Find(FrameLevels levels, PitchTrack pitch, double durationSeconds, SpeechActivityOptions options)
    {
        var decibels = levels.Decibels;
        if (decibels.Length == 0)
        {
            return [];
        }

        var isVoiced = VoicedFrames(decibels.Length, pitch);
        var (loud, floor) = LoudAndFloor(decibels, isVoiced);
        var threshold = Math.Max(loud - options.DepthDb, floor + Math.Max(SmallestRiseDb, options.FloorShare * (loud - floor)));
        var stretches = new List<(int First, int End)>();
        for (var k = 0; k < decibels.Length; k++)
        {
            if (decibels[k] < threshold || decibels[k] <= FrameLevels.LowestDb)
            {
                continue;
            }

            if (stretches.Count > 0 && stretches[^1].End == k)
            {
                stretches[^1] = (stretches[^1].First, k + 1);
            }
            else
            {
                stretches.Add((k, k + 1));
            }
        }

        Join(stretches, JoinClicksSeconds);
        Drop(stretches, ShortestClickSeconds);
        Join(stretches, options.ShortestPauseSeconds);
        Drop(stretches, options.ShortestSpeechSeconds);
        stretches.RemoveAll(s => !isVoiced.AsSpan(s.First, s.End - s.First).Contains(true));
        return [.. stretches.Select(s => new TimeSpanSeconds(s.First * FrameLevels.FrameSeconds, Math.Min(durationSeconds, s.End * FrameLevels.FrameSeconds)))];
    }

    internal static bool[] VoicedFrames(int frameCount, PitchTrack pitch)
    {
        var voiced = new bool[frameCount];
        for (var k = 0; k < frameCount; k++)
        {
            voiced[k] = pitch.Frames.FrameCount > 0 && pitch.FrequencyAt((k + 0.5) * FrameLevels.FrameSeconds) is not null;
        }

        return voiced;
    }

    private static (double Loud, double Floor) LoudAndFloor(double[] decibels, bool[] isVoiced)
    {
        var sorted = (double[])decibels.Clone();
        Array.Sort(sorted);
        var loud = sorted[^(1 + Math.Min(30, sorted.Length / 20))];
        var unvoiced = decibels.Where((_, k) => !isVoiced[k]).Order().ToArray();
        // A voice from end to end leaves no frame to hear the noise in: then depth alone decides.
        return (loud, unvoiced.Length < 10 ? FrameLevels.LowestDb : unvoiced[unvoiced.Length / 10]);
    }

    private static void Join(List<(int First, int End)> stretches, double gapSeconds)
    {
        for (var i = stretches.Count - 1; i > 0; i--)
        {
            if ((stretches[i].First - stretches[i - 1].End) * FrameLevels.FrameSeconds < gapSeconds - 1e-9)
            {
                stretches[i - 1] = (stretches[i - 1].First, stretches[i].End);
                stretches.RemoveAt(i);
            }
        }
    }

    private static void Drop(List<(int First, int End)> stretches, double shortestSeconds) =>
        stretches.RemoveAll(s => (s.End - s.First) * FrameLevels.FrameSeconds < shortestSeconds - 1e-9);
}
