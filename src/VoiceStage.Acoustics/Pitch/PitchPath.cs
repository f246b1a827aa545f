namespace VoiceStage.Acoustics.Pitch;

/// <summary>The best path through the candidates: Viterbi's search with the costs of Boersma (1993).</summary>
internal static class PitchPath
{
    /// <summary>The chosen candidate of every frame.</summary>
    public static int[] Choose(PitchCandidates candidates, PitchOptions options, double ceilingHz, double timeStepSeconds)
    {
        var frameCount = candidates.Count.Length;
        var width = candidates.LargestCount;
        if (frameCount == 0) return [];
        // The costs are meant for frames 10 ms apart.
        var perFrame = 0.01 / timeStepSeconds;
        var jump = options.OctaveJumpCost * perFrame;
        var change = options.VoicedUnvoicedCost * perFrame;
        var score = new double[width];
        var next = new double[width];
        var octave = new double[width];
        var nextOctave = new double[width];
        var from = new int[frameCount * width];
        Local(candidates, 0, options, ceilingHz, score, octave);
        for (var frame = 1; frame < frameCount; frame++)
        {
            Local(candidates, frame, options, ceilingHz, next, nextOctave);
            var before = candidates.Count[frame - 1];
            for (var k = 0; k < candidates.Count[frame]; k++)
            {
                var (best, place) = (double.NegativeInfinity, 0);
                for (var j = 0; j < before; j++)
                {
                    var cost = double.IsNaN(octave[j]) != double.IsNaN(nextOctave[k]) ? change
                        : double.IsNaN(octave[j]) ? 0 : jump * Math.Abs(octave[j] - nextOctave[k]);
                    var value = score[j] - cost;
                    if (value > best) (best, place) = (value, j);
                }
                next[k] += best;
                from[frame * width + k] = place;
            }
            (score, next, octave, nextOctave) = (next, score, nextOctave, octave);
        }
        var chosen = new int[frameCount];
        for (var k = 1; k < candidates.Count[^1]; k++)
        {
            if (score[k] > score[chosen[^1]]) chosen[^1] = k;
        }
        for (var frame = frameCount - 1; frame > 0; frame--) chosen[frame - 1] = from[frame * width + chosen[frame]];
        return chosen;
    }

    // A candidate above the ceiling counts as unvoiced; NaN marks it, and the unvoiced one, in octave.
    private static void Local(PitchCandidates candidates, int frame, PitchOptions options, double ceilingHz, double[] score, double[] octave)
    {
        var unvoiced = options.SilenceThreshold <= 0 ? options.VoicingThreshold
            : options.VoicingThreshold + Math.Max(0, 2 - candidates.RelativePeak[frame] / (options.SilenceThreshold / (1 + options.VoicingThreshold)));
        var hertz = candidates.FrequencyHz(frame);
        var strength = candidates.Strength(frame);
        for (var k = 0; k < candidates.Count[frame]; k++)
        {
            var voiced = hertz[k] > 0 && hertz[k] < ceilingHz;
            octave[k] = voiced ? Math.Log2(hertz[k]) : double.NaN;
            score[k] = voiced ? strength[k] - options.OctaveCost * Math.Log2(ceilingHz / hertz[k]) : unvoiced;
        }
    }
}
