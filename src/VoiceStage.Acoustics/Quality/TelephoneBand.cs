using System.Globalization;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Acoustics.Quality;

/// <summary>What a telephone line (300 to 3 400 Hz, mu-law) does to measures, by measured bandwidth and not by the file's rate.</summary>
/// <remarks>Biases are medians over 148 wide-band recordings sent through such a line; the run and the whole table stand in the room's README.
/// A measure is marked when its median bias exceeds a quarter of the standard deviation between recordings, or its correlation with the
/// wide-band value is below 0.8. None is withheld: values of telephone files are compared with values of telephone files.</remarks>
public static class TelephoneBand
{
    /// <summary>What ends below this is no telephone line but a sound without high tones, in hertz.</summary>
    public const double NarrowestHz = 2_500;

    /// <summary>A recording with no more than this bandwidth came through a telephone, in hertz.</summary>
    public const double WidestHz = 4_000;

    private static readonly Dictionary<string, string> Biases = new()
    {
        ["f0_mean_hz"] = "reads 5 Hz high, octave jumps (r 0.65 with wide band)",
        ["f0_median_hz"] = "0.6 Hz high, but an octave off in some recordings (r 0.64)",
        ["f0_sd_hz"] = "reads 21 Hz high (octave jumps)",
        ["f0_max_hz"] = "reads 51 Hz high (octave jumps)",
        ["f0_p95_hz"] = "says nothing of the wide-band value (octave jumps, r -0.11)",
        ["voiced_fraction"] = "reads 0.043 low",
        ["shimmer_local"] = "reads 0.019 high",
        ["shimmer_local_db"] = "reads 0.15 dB high",
        ["shimmer_apq5"] = "reads 0.010 high",
        ["shimmer_apq11"] = "reads 0.015 high (r 0.65)",
        ["cpps_db"] = "reads 2 dB low; compare only with equal bands",
        ["intensity_sd_db"] = "r 0.75 with wide band: the line's noise stands for silence",
        ["f1_median_hz"] = "reads 37 Hz high",
        ["f2_median_hz"] = "reads 50 Hz low (r 0.8)",
        ["f3_median_hz"] = "says nothing of the wide-band value (r 0.0)",
    };

    /// <summary>The measures that are marked.</summary>
    public static IReadOnlyCollection<string> MarkedKeys => Biases.Keys;

    /// <summary>What the line did to the measures that have a value.</summary>
    /// <param name="measures">By key; must hold <c>bandwidth_hz</c>.</param>
    /// <returns>Text by key; null when the band is wide or not known.</returns>
    public static IReadOnlyDictionary<string, string>? MarksOf(IReadOnlyDictionary<string, Reading> measures)
    {
        ArgumentNullException.ThrowIfNull(measures);
        if (measures["bandwidth_hz"].OrNull is not (>= NarrowestHz and <= WidestHz))
        {
            return null;
        }

        var width = Math.Round(measures["bandwidth_hz"].Value).ToString(CultureInfo.InvariantCulture);
        return Biases.Where(b => measures[b.Key].HasValue).ToDictionary(b => b.Key, b => $"bandwidth {width} Hz: {b.Value}");
    }
}
