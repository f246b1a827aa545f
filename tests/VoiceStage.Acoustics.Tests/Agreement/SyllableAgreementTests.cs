using VoiceStage.Acoustics.Pitch;
using VoiceStage.Acoustics.Timing;

namespace VoiceStage.Acoustics.Tests.Agreement;

public class SyllableAgreementTests(ITestOutputHelper output)
{
    /// <summary>Prints how far the syllable count is from the truth beside both readings of de Jong and Wempe, for every group of recordings.</summary>
    [Fact]
    public void Nuclei_OfRecordingsWithKnownCount_AreNoWorseThanTheStandard()
    {
        var errors = new Dictionary<string, List<(double Ours, double After, double Before)>>();
        foreach (var (row, recording) in PraatReference.Recordings())
        {
            if (!row.Values.TryGetValue("true_nsyll", out var truth) || truth < 1 || recording.DurationSeconds < 3 || !row.Values.TryGetValue("dj_nsyll_pre", out var before))
            {
                continue;
            }

            var pitch = PitchAnalysis.ByAutocorrelation(recording.Samples.Span, recording.SampleRateHz);
            var count = SyllableCounter.Nuclei(recording, pitch, SpeechActivity.Find(recording, pitch)).Count;
            var seconds = recording.DurationSeconds;
            var group = row.Group.StartsWith("real", StringComparison.Ordinal) ? "real" : row.Group;
            errors.TryAdd(group, []);
            errors[group].Add((Math.Abs(count - truth) / seconds, Math.Abs(row.Values["dj_nsyll"] - truth) / seconds, Math.Abs(before - truth) / seconds));
        }

        foreach (var (group, list) in errors)
        {
            output.WriteLine($"{group,-14} n {list.Count,3}  ours {list.Average(e => e.Ours):F3}  dip after {list.Average(e => e.After):F3}  dip before {list.Average(e => e.Before):F3} syllables/s");
        }

        Assert.InRange(errors["real"].Average(e => e.Ours), 0, errors["real"].Average(e => e.Before));
        foreach (var synthetic in errors.Where(g => g.Key.StartsWith("tts", StringComparison.Ordinal)))
        {
            Assert.InRange(synthetic.Value.Average(e => e.Ours), 0, 0.7 * Math.Min(synthetic.Value.Average(e => e.After), synthetic.Value.Average(e => e.Before)));
        }
    }
}
