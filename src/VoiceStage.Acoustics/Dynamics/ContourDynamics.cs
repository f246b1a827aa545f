using VoiceStage.Acoustics.Framing;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Dynamics;

/// <summary>How much, and how fast, pitch and level move inside speech.</summary>
/// <remarks>
/// <para>Pitch in semitones, so that a low and a high voice compare: spread, range from the 5 to the 95 % quantile, and the mean absolute rate of change between
/// neighbouring voiced frames, jumps of more than half an octave a frame, and frames an octave from the median, left out (errors of the track). Level in dB over frames of speech: spread, and
/// the mean absolute rate of change inside stretches of voice.</para>
/// <para>Flat pitch and level are reported of depressed speech (Cummins et al., Speech Communication 71, 2015), with conflicting signs for the range of F0: supportive
/// only. Valid for running speech of 5 s and more of one task; a sung or sustained vowel has other norms.</para>
/// </remarks>
/// <param name="PitchSdSemitones">Standard deviation (n − 1) of F0 in semitones, ≥ 0; NoVoice without two voiced frames.</param>
/// <param name="PitchRangeSemitones">5 to 95 % quantile, ≥ 0; NoVoice as above.</param>
/// <param name="PitchVelocitySemitonesPerSecond">Mean |ΔF0|/Δt between neighbouring voiced frames, ≥ 0; NoVoice without such a pair.</param>
/// <param name="LevelSdDb">Standard deviation of the level of voiced frames, in dB; NoVoice as above.</param>
/// <param name="LevelVelocityDbPerSecond">Mean absolute change of level between neighbouring voiced frames, dB/s.</param>
public sealed record ContourDynamics(
    Reading PitchSdSemitones, Reading PitchRangeSemitones, Reading PitchVelocitySemitonesPerSecond, Reading LevelSdDb, Reading LevelVelocityDbPerSecond)
{
    private const double LargestStepSemitones = 6;

    /// <summary>A frame an octave and more from the median is the track's error, not the speaker's: 266 of 906 real recordings hold one.</summary>
    private const double OctaveSemitones = 12;

    /// <summary>Measures a track.</summary>
    /// <param name="pitch">F0 track.</param>
    /// <param name="levelDb">Level in dB at the frames of <paramref name="pitch"/>, shape [frames], any reference.</param>
    public static ContourDynamics Of(PitchTrack pitch, ReadOnlySpan<double> levelDb)
    {
        ArgumentNullException.ThrowIfNull(pitch);
        if (levelDb.Length != pitch.Frames.FrameCount)
        {
            throw new ArgumentException($"{pitch.Frames.FrameCount} levels are needed, {levelDb.Length} came", nameof(levelDb));
        }

        var median = Quantile.OfSorted([.. pitch.FrequencyHz.Where(hz => hz > 0).Order()], 0.5);
        var (semitones, levels) = (new List<double>(), new List<double>());
        var (pitchSteps, levelSteps) = (new List<double>(), new List<double>());
        for (var k = 0; k < pitch.Frames.FrameCount; k++)
        {
            if (!Counts(k))
            {
                continue;
            }

            semitones.Add(12 * Math.Log2(pitch.FrequencyHz[k]));
            levels.Add(levelDb[k]);
            if (k == 0 || !Counts(k - 1))
            {
                continue;
            }

            levelSteps.Add(Math.Abs(levelDb[k] - levelDb[k - 1]) / pitch.Frames.TimeStepSeconds);
            var step = Math.Abs(semitones[^1] - semitones[^2]);
            if (step <= LargestStepSemitones)
            {
                pitchSteps.Add(step / pitch.Frames.TimeStepSeconds);
            }
        }

        var sorted = semitones.Order().ToArray();
        return new(
            Spread(semitones),
            semitones.Count < 2 ? Reading.Withheld(Unmeasured.NoVoice) : Reading.Of(Quantile.OfSorted(sorted, 0.95) - Quantile.OfSorted(sorted, 0.05)),
            Mean(pitchSteps), Spread(levels), Mean(levelSteps));

        bool Counts(int k) => pitch.IsVoiced(k) && Math.Abs(12 * Math.Log2(pitch.FrequencyHz[k] / median)) < OctaveSemitones;
    }

    private static Reading Mean(List<double> values) => values.Count == 0 ? Reading.Withheld(Unmeasured.NoVoice) : Reading.Of(values.Average());

    private static Reading Spread(List<double> values)
    {
        if (values.Count < 2)
        {
            return Reading.Withheld(Unmeasured.NoVoice);
        }

        var mean = values.Average();
        return Reading.Of(Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1)));
    }
}
