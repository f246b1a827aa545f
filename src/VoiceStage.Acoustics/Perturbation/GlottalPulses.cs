using System.Runtime.InteropServices;
using VoiceStage.Acoustics.Pitch;

namespace VoiceStage.Acoustics.Perturbation;

/// <summary>Points one best-matching period apart, through every voiced stretch: the basis of jitter and shimmer.</summary>
/// <remarks>
/// They are not glottal closures and not zero crossings: each is put where the waveform of about one period correlates best with that
/// around the point before, so a period is measured by matching. Source: the manual of Praat 6.3, "Sound &amp; Pitch: To PointProcess (cc)".
/// </remarks>
public static class GlottalPulses
{
    /// <summary>Finds the pulses.</summary>
    /// <param name="samples">The recording, shape [n].</param>
    /// <param name="sampleRateHz">Samples per second.</param>
    /// <param name="pitch">The recording's F0 track.</param>
    /// <returns>Times in seconds, ascending.</returns>
    public static double[] Find(ReadOnlySpan<float> samples, int sampleRateHz, PitchTrack pitch)
    {
        var choice = new PulseChoice(RecordingLevel.Of(samples).LargestMagnitude);
        var search = new PulseSearch(sampleRateHz);
        var view = new WholeView(samples.ToArray());
        var (left, right) = (new List<WalkedPulse>(), new List<WalkedPulse>());
        foreach (var (first, last) in pitch.VoicedStretches())
        {
            var half = 0.5 * pitch.Frames.TimeStepSeconds;
            var (start, end) = (pitch.Frames.TimeOf(first) - half, pitch.Frames.TimeOf(last) + half);
            left.Clear();
            right.Clear();
            if (PulseWalk.Take(view, search, start, end, pitch.FrequencyAt, left.Add, right.Add) is { } origin)
            {
                choice.Add(start, end, origin, CollectionsMarshal.AsSpan(left), CollectionsMarshal.AsSpan(right));
            }
        }

        return choice.Pulses();
    }

    private sealed class WholeView(float[] samples) : SampleView
    {
        public override ReadOnlySpan<float> About(double fromSeconds, double toSeconds, out double startSeconds)
        {
            startSeconds = 0;
            return samples;
        }
    }
}
