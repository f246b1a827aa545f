namespace VoiceStage.Server.Settings;

/// <summary>One wrong setting, in words for the operator.</summary>
/// <param name="Name">Full name, for example <c>VoiceStage:Pager:WebhookUrl</c>.</param>
/// <param name="Problem">What is wrong with it; never a secret's value.</param>
/// <param name="Fix">What to do.</param>
public sealed record SettingProblem(string Name, string Problem, string Fix)
{
    /// <summary>The one line to print.</summary>
    public override string ToString() => $"{Name} {Problem}: {Fix} (environment: {Name.Replace(":", "__", StringComparison.Ordinal).ToUpperInvariant()})";
}
