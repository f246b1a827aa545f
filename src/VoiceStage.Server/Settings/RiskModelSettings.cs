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
        var hash = source.Text("Risk:Model:EvaluatedFileSha256", 128);
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

        if (mode == "enabled" && !string.Equals(hash, read.Hash, StringComparison.OrdinalIgnoreCase))
        {
            source.Wrong("Risk:Model:EvaluatedFileSha256", hash is null ? "is missing" : "is not that of the file", "give the SHA-256 of the file whose evaluation your clinicians have read (voicestage train prints it)");
        }

        return new() { Fitted = (read.File, read.Model), MayRaise = mode == "enabled" };
    }

    private static (FusionModelFile File, FittedFusion Model, string Hash)? Open(SettingsSource source, string path)
    {
        try
        {
            var bytes = File.ReadAllBytes(path);
            var (file, model) = FusionModelFile.Read(System.Text.Encoding.UTF8.GetString(bytes));
            return (file, model, Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(bytes)));
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
