using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>How the patient is greeted by name where that is fit, or null when the referral has none to greet by.</summary>
    /// <param name="session">State.</param>
    public string? GreetingOf(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return session.Opened?.Referral.GreetingName?.Trim() is { Length: > 0 } name ? _wording.HelloByName.Replace("{name}", name, StringComparison.Ordinal) : null;
    }

    /// <summary>Words without their plain greeting: what follows a greeting by name.</summary>
    /// <param name="text">Words of a prompt.</param>
    /// <returns>The rest, or null when the words do not begin with a greeting.</returns>
    public string? AfterHello(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text.StartsWith(_wording.Hello + " ", StringComparison.Ordinal) ? text[(_wording.Hello.Length + 1)..] : null;
    }

    /// <summary>The words of a question as this patient hears them: consent, the first thing that is said, greets by name.</summary>
    /// <remarks>At a kiosk only: there the person opened a link of their own. On the telephone anybody may have picked up, and hears no name before they said who they are.</remarks>
    private string WordsFor(Session session, Item item)
    {
        var text = session.UsesKeysOnly ? item.ReaskText ?? item.Text : item.Text;
        return item.Kind == ItemKind.Consent && session.Connection is { Channel: CallChannel.Kiosk } && GreetingOf(session) is { } greeting && AfterHello(text) is { } rest ? $"{greeting} {rest}" : text;
    }
}
