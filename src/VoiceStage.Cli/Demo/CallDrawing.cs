using System.Globalization;
using System.Text;
using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Cli.Demo;

/// <summary>Draws a call as SVG: the waveform, each answer with its pauses, and the pitch contour under it.</summary>
internal static class CallDrawing
{
    private const int Width = 1100;
    private const int WaveHeight = 110;
    private const int PitchHeight = 90;
    private const double PitchTopHz = 400;
    private const double PitchBottomHz = 60;

    /// <summary>One drawing of the stored audio.</summary>
    public static string Svg(long startSample, Recording audio, IReadOnlyList<AnswerHeard> answers)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg viewBox=\"0 0 {Width} {WaveHeight + PitchHeight + 20}\" role=\"img\" aria-label=\"Waveform with pauses, pitch contour\">");
        foreach (var answer in answers)
        {
            var left = X(answer.StartSample - startSample, audio);
            var right = X(answer.EndSample - startSample, audio);
            svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"answer\" x=\"{left:F1}\" y=\"0\" width=\"{Math.Max(0, right - left):F1}\" height=\"{WaveHeight + PitchHeight}\"><title>{answer.ItemId}</title></rect>");
            foreach (var pause in answer.Profile?.Pauses ?? [])
            {
                var from = X(answer.StartSample - startSample + (long)(pause.StartSeconds * audio.SampleRateHz), audio);
                var to = X(answer.StartSample - startSample + (long)(pause.EndSeconds * audio.SampleRateHz), audio);
                svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"pause\" x=\"{from:F1}\" y=\"0\" width=\"{to - from:F1}\" height=\"{WaveHeight}\"><title>pause {pause.DurationSeconds:F2} s</title></rect>");
            }
        }

        Wave(svg, audio);
        Pitch(svg, audio, startSample, answers);
        Axis(svg, startSample, audio);
        return svg.Append("</svg>").ToString();
    }

    private static double X(long sample, Recording audio) => Width * (double)sample / Math.Max(1, audio.SampleCount);

    private static void Wave(StringBuilder svg, Recording audio)
    {
        var samples = audio.Samples.Span;
        var peak = 1e-4f;
        foreach (var sample in samples)
        {
            peak = Math.Max(peak, Math.Abs(sample));
        }

        svg.Append("<path class=\"wave\" d=\"");
        for (var x = 0; x < Width; x++)
        {
            var from = (int)((long)x * samples.Length / Width);
            var to = Math.Max(from + 1, (int)((long)(x + 1) * samples.Length / Width));
            float low = 0, high = 0;
            for (var i = from; i < to && i < samples.Length; i++)
            {
                low = Math.Min(low, samples[i]);
                high = Math.Max(high, samples[i]);
            }

            var middle = WaveHeight / 2.0;
            svg.Append(CultureInfo.InvariantCulture, $"M{x} {middle - (high / peak * middle):F1}V{middle - (low / peak * middle) + 0.5:F1}");
        }

        svg.Append("\"/>");
    }

    private static void Pitch(StringBuilder svg, Recording audio, long startSample, IReadOnlyList<AnswerHeard> answers)
    {
        foreach (var answer in answers)
        {
            var first = (int)Math.Clamp(answer.StartSample - startSample, 0, audio.SampleCount);
            var count = (int)Math.Clamp(answer.EndSample - startSample, first, audio.SampleCount) - first;
            if (count < audio.SampleRateHz / 10)
            {
                continue;
            }

            var track = PitchAnalysis.ByAutocorrelation(audio.Slice(first, count).Samples.Span, audio.SampleRateHz);
            for (var frame = 0; frame < track.FrequencyHz.Count; frame++)
            {
                var hertz = track.FrequencyHz[frame];
                if (hertz > 0)
                {
                    var y = WaveHeight + (PitchHeight * Math.Log(PitchTopHz / hertz) / Math.Log(PitchTopHz / PitchBottomHz));
                    var x = X(first + (long)(track.Frames.TimeOf(frame) * audio.SampleRateHz), audio);
                    svg.Append(CultureInfo.InvariantCulture, $"<circle class=\"pitch\" cx=\"{x:F1}\" cy=\"{Math.Clamp(y, WaveHeight, WaveHeight + PitchHeight):F1}\" r=\"1\"/>");
                }
            }
        }
    }

    private static void Axis(StringBuilder svg, long startSample, Recording audio)
    {
        var beginSeconds = (double)startSample / audio.SampleRateHz;
        for (var second = Math.Ceiling(beginSeconds / 10) * 10; second < beginSeconds + audio.DurationSeconds; second += 10)
        {
            var x = X((long)((second - beginSeconds) * audio.SampleRateHz), audio);
            svg.Append(CultureInfo.InvariantCulture, $"<text x=\"{x:F1}\" y=\"{WaveHeight + PitchHeight + 14}\">{second:F0} s</text>");
        }
    }
}
