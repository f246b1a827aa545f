namespace VoiceStage.Acoustics.Perturbation;

/// <summary>Samples of a recording, as far as they are looked at: the whole of it, or a part that was fetched.</summary>
internal abstract class SampleView
{
    /// <summary>Samples that cover a stretch of time, as far as the recording goes.</summary>
    /// <param name="fromSeconds">Where it begins.</param>
    /// <param name="toSeconds">Where it ends.</param>
    /// <param name="startSeconds">Time at which the first sample's own stretch begins: to be taken off every time.</param>
    public abstract ReadOnlySpan<float> About(double fromSeconds, double toSeconds, out double startSeconds);
}
