using VoiceStage.Acoustics.Perturbation;

namespace VoiceStage.Acoustics.Streaming;

/// <summary>Kept samples, unpacked page by page. Pages stand at fixed places, so that what is computed from them does not hang on the order of looks.</summary>
internal sealed class KeptView(KeptSamples kept, int rateHz) : SampleView
{
    // A look reaches over four periods of 75 Hz at most: 853 samples at 16 kHz.
    private const int PageStep = 2048;

    private readonly float[] page = new float[2 * PageStep];
    private int pageStart = -1;
    private int pageLength;

    public override ReadOnlySpan<float> About(double fromSeconds, double toSeconds, out double startSeconds)
    {
        var first = Math.Clamp((int)Math.Floor(fromSeconds * rateHz) - 2, 0, kept.Count);
        var start = first / PageStep * PageStep;
        var length = Math.Min(page.Length, kept.Count - start);
        if (start != pageStart || length != pageLength)
        {
            kept.CopyTo(start, page.AsSpan(0, length));
            (pageStart, pageLength) = (start, length);
        }

        startSeconds = (double)start / rateHz;
        return page.AsSpan(0, length);
    }
}
