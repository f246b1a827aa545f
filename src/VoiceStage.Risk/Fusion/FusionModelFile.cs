using System.Text.Json;

namespace VoiceStage.Risk.Fusion;

/// <summary>A model file that does not fit this program, with a stable code.</summary>
public sealed class FusionModelException(string code, string message) : Exception($"{message} ({code})")
{
    /// <summary><c>MODEL_UNREADABLE</c>, <c>MODEL_VERSION</c>, <c>MODEL_FEATURES</c>.</summary>
    public string Code { get; } = code;
}

/// <summary>The learned fusion as a file: version, feature set, hash of the training rows, figures, and every number of the model in readable JSON.</summary>
/// <param name="Version">Format and model version, <c>gam-fusion/1</c>.</param>
/// <param name="FeatureSet">Must equal <see cref="FusionFeatures.Version"/>.</param>
/// <param name="TrainingHash">SHA-256 of the training table.</param>
/// <param name="Synthetic">Whether it was trained on synthetic people: then it is "not validated" wherever it is shown.</param>
/// <param name="Metrics">Held-out figures of the same recipe on the same rows.</param>
/// <param name="Intercept">Log odds with nothing known.</param>
/// <param name="Steps">Rises between knots.</param>
/// <param name="Missing">Levels of "missing".</param>
/// <param name="Slope">Platt slope.</param>
/// <param name="Offset">Platt offset.</param>
/// <param name="PositiveScores">Conformal scores with the label.</param>
/// <param name="NegativeScores">Conformal scores without.</param>
public sealed record FusionModelFile(
    string Version, string FeatureSet, string TrainingHash, bool Synthetic, IReadOnlyDictionary<string, double> Metrics, double Intercept, double[][] Steps, double[] Missing,
    double Slope, double Offset, double[] PositiveScores, double[] NegativeScores)
{
    /// <summary>Version this program writes and reads.</summary>
    public const string Current = "gam-fusion/1";

    private static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Writes a fitted model.</summary>
    public static string Write(FittedFusion model, string trainingHash, bool synthetic, IReadOnlyDictionary<string, double> metrics)
    {
        ArgumentNullException.ThrowIfNull(model);
        return JsonSerializer.Serialize(new FusionModelFile(
            Current, FusionFeatures.Version, trainingHash, synthetic, metrics, model.Shapes.Intercept, [.. model.Shapes.Steps], [.. model.Shapes.Missing],
            model.Slope, model.Offset, [.. model.PositiveScores], [.. model.NegativeScores]), Layout);
    }

    /// <summary>Reads a model.</summary>
    /// <param name="json">Content of the file.</param>
    /// <exception cref="FusionModelException">It is no model file, or of another version or feature set.</exception>
    public static (FusionModelFile File, FittedFusion Model) Read(string json)
    {
        FusionModelFile? file;
        try
        {
            file = JsonSerializer.Deserialize<FusionModelFile>(json, Layout);
        }
        catch (JsonException e)
        {
            throw new FusionModelException("MODEL_UNREADABLE", $"the model file is no model: {e.Message}");
        }

        if (file?.Version != Current)
        {
            throw new FusionModelException("MODEL_VERSION", $"the model is '{file?.Version}', this program reads '{Current}': train it again");
        }

        if (file.FeatureSet != FusionFeatures.Version)
        {
            throw new FusionModelException("MODEL_FEATURES", $"the model reads features '{file.FeatureSet}', this program has '{FusionFeatures.Version}': train it again");
        }

        try
        {
            return (file, new(new(file.Intercept, file.Steps, file.Missing), file.Slope, file.Offset, file.PositiveScores, file.NegativeScores));
        }
        catch (ArgumentException e)
        {
            throw new FusionModelException("MODEL_UNREADABLE", e.Message);
        }
    }
}
