using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Server.Settings;

/// <summary>What the site tells its patients.</summary>
public sealed record SiteSettings
{
    /// <summary>Words that development uses; a site sets its own, checked by its clinicians.</summary>
    internal const string DevelopmentCrisisText =
        "If you are in danger or thinking of ending your life, call or text 988, the Suicide and Crisis Lifeline, at any time. In an emergency call 911.";

    /// <summary>Crisis-line text: spoken at the start and in a crisis, shown at all times. 20 to 600 characters.</summary>
    public required string CrisisLineText { get; init; }

    /// <summary>Number to put a patient through to, for example <c>988</c>; null leaves it to the text.</summary>
    public string? CrisisLineNumber { get; init; }

    /// <summary>Text packs of licensed instruments whose permission the site has confirmed, from the files of <c>Site:InstrumentPackFiles</c>. Default none.</summary>
    public IReadOnlyList<InstrumentPack> InstrumentPacks { get; init; } = [];

    internal static SiteSettings Read(SettingsSource source, bool isDevelopment)
    {
        var text = source.Text("Site:CrisisLineText", 600);
        if (text is null && !isDevelopment)
        {
            source.Wrong("Site:CrisisLineText", "is missing", "set the words that tell a patient where help is at any hour, with the number");
        }
        else if (text is { Length: < 20 })
        {
            source.Wrong("Site:CrisisLineText", $"has only {text.Length} characters", "say whom to call and the number");
        }

        return new()
        {
            CrisisLineText = text ?? DevelopmentCrisisText,
            CrisisLineNumber = source.Text("Site:CrisisLineNumber", 20),
            InstrumentPacks = [.. source.Texts("Site:InstrumentPackFiles").Select(path => Pack(source, path)).OfType<InstrumentPack>()],
        };
    }

    private static InstrumentPack? Pack(SettingsSource source, string path)
    {
        try
        {
            using var file = File.OpenRead(path);
            return InstrumentPack.Parse(file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ProtocolException)
        {
            source.Wrong("Site:InstrumentPackFiles", $"names {path}, which is not a text pack that can be read", "check path, permissions and form");
            return null;
        }
    }
}
