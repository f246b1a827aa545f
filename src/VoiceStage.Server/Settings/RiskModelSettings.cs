using VoiceStage.Risk.Fusion;

namespace VoiceStage.Server.Settings;

/// <summary>A model that the site has fitted, beside the documented one. Nothing of it counts until the site enables exactly the file that it has evaluated.</summary>
public sealed record RiskModelSettings
{
    /// <summary>The file and its model; null when the site has none.</summary>
    public (FusionModelFile File, FittedFusion Model)? Fitted { get; init; }

    /// <summary>Whether it may raise a level; otherwise it is in shadow: journalled, counted nowhere.</summary>
    public bool MayRaise { get; init; }

    internal static RiskModelSettings Read(SettingsSource source, bool isDevelopment)
    {
        var path = source.Text("Risk:Model:File");
        var mode = source.Choice("Risk:Model:Mode", "shadow", "shadow", "enabled");
        var hash = source.Text("Risk:Model:EvaluatedTrainingHash", 128);
        if (path is null)
        {
            if (mode == "enabled")
            {
                source.Wrong("Risk:Model:File", "is missing", "name the file that voicestage train wrote");
            }

            return new();
        }

        var fitted = Open(source, path);
        if (fitted is not { } read)
        {
            return new();
        }

        if (read.File.Synthetic && !isDevelopment)
        {
            source.Wrong("Risk:Model:File", "was fitted on synthetic people", "fit it on people of your own (voicestage train --data), or remove it");
        }

        if (mode == "enabled" && read.File.Synthetic)
        {
            source.Wrong("Risk:Model:Mode", "is enabled for a model of synthetic people", "leave it in shadow");
        }

        if (mode == "enabled" && hash != read.File.TrainingHash)
        {
            source.Wrong("Risk:Model:EvaluatedTrainingHash", hash is null ? "is missing" : "is not that of the file", "give training_hash of the file whose evaluation your clinicians have read");
        }

        return new() { Fitted = read, MayRaise = mode == "enabled" };
    }

    private static (FusionModelFile File, FittedFusion Model)? Open(SettingsSource source, string path)
    {
        try
        {
            return FusionModelFile.Read(File.ReadAllText(path));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            source.Wrong("Risk:Model:File", "cannot be read", "check the path and its permissions");
        }
        catch (FusionModelException exception)
        {
            source.Wrong("Risk:Model:File", $"is no model for this program ({exception.Code})", "train it again with this version");
        }

        return null;
    }
}
