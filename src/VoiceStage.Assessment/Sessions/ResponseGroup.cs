using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Sessions;

/// <summary>The group that is being drawn: each consequence is folded at once, so that the next rule sees it.</summary>
internal sealed class ResponseGroup(Session session, Moment moment)
{
    private readonly List<SessionConsequence> _drawn = [];

    /// <summary>The state after everything drawn so far.</summary>
    public Session Session { get; private set; } = session;

    public Moment Moment => moment;

    public IReadOnlyList<SessionConsequence> Drawn => _drawn;

    public void Add(SessionConsequence consequence)
    {
        _drawn.Add(consequence);
        Session = Session.With(consequence, moment);
    }

    /// <summary>Says something; the id is the next in order.</summary>
    public void Say(PromptPurpose purpose, string text, bool isInterruptible = true) =>
        Add(new PromptAsked { PromptId = NextPromptId, Purpose = purpose, Text = text, IsInterruptible = isInterruptible });

    /// <summary>Asks something.</summary>
    public void Ask(PromptPurpose purpose, Item item, string text) => Add(new PromptAsked
    {
        PromptId = NextPromptId,
        Purpose = purpose,
        ItemId = item.Id,
        Asking = (Session.Askings.GetValueOrDefault(item.Id)?.Count ?? 0) + 1,
        Text = text,
        IsInterruptible = item.IsInterruptible,
        ExpectsAnswer = true,
        Choices = item.Choices,
    });

    /// <summary>Says a prompt again; not counted as an asking.</summary>
    public void Repeat(PromptAsked prompt) => Add(prompt with { PromptId = NextPromptId, RepeatsPromptId = prompt.PromptId });

    private string NextPromptId => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"p{Session.PromptCount + 1}");
}
