using VoiceStage.Cli.Serving;

namespace VoiceStage.Cli.Demo;

/// <summary>One simulated patient of the demo: a folder of answers, and what the story is about.</summary>
/// <param name="Name">Folder name in audio-samples, also the patient id.</param>
/// <param name="About">One line.</param>
/// <param name="Level">Level at which it must come out.</param>
/// <param name="Folder">Where the answers are.</param>
internal sealed record Story(string Name, string About, string Level, string Folder)
{
    private static readonly (string Name, string Level, string About)[] Told =
    [
        ("well", "low", "Feels well; every answer is clear."),
        ("depressed_slow", "moderate", "Moderately depressed, speaks slowly with long pauses."),
        ("denier", "moderate", "Stage 1 scored the text high; denies everything when asked."),
        ("acute", "imminent", "Discloses acute risk in the middle of the call."),
        ("hangs_up", "unknown", "Hangs up before the suicide questions."),
        ("silent", "unknown", "Says nothing at all."),
    ];

    /// <summary>The six stories, with their audio.</summary>
    public static IReadOnlyList<Story> All()
    {
        var samples = Path.Combine(DataDirectory.Home, "audio-samples", "patients");
        var stories = Told.Select(t => new Story(t.Name, t.About, t.Level, Path.Combine(samples, t.Name))).ToArray();
        var missing = stories.FirstOrDefault(s => !Directory.Exists(s.Folder));
        return missing is null
            ? stories
            : throw new UsageException($"the demo's audio is missing: no folder {missing.Folder}; run it through ./voicestage in a complete checkout");
    }

    /// <summary>The referral that stage 1 sends for this patient.</summary>
    public V1.Referral Referral(string protocol)
    {
        var path = Path.Combine(Folder, "referral.json");
        var referral = File.Exists(path) ? Google.Protobuf.JsonParser.Default.Parse<V1.Referral>(File.ReadAllText(path)) : new V1.Referral();
        referral.Protocol = protocol;
        return referral;
    }
}
