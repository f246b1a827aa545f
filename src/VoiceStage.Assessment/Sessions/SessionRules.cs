using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

/// <summary>The rules of one protocol and site: pure, they draw the consequences of an observation.</summary>
/// <remarks>
/// <para>An answer goes through interpret, weigh, judge, decide; each step's result is a consequence in the group. Rules by topic are in the other files of
/// this class: connecting, answers, asking, safety, handing over, ending, weighing, replay.</para>
/// <para>Invariants, each with a test: from every state that is not closed a prompt, a timer or an answer is pending; an item is asked at most
/// once, again <see cref="Item.MaxReasks"/> times, once with keys and once to confirm; no unknown and no failure lowers a level.</para>
/// </remarks>
public sealed partial class SessionRules
{
    private readonly Protocol _protocol;
    private readonly SitePolicy _site;
    private readonly EscalationPolicy _policy;
    private readonly IRiskModel? _model;
    private readonly RiskLexicon _lexicon;
    private readonly Wording _wording;
    private readonly HashSet<string> _suicideInstruments;

    /// <summary>Makes the rules.</summary>
    /// <param name="protocol">What is asked.</param>
    /// <param name="site">Thresholds, timers and the crisis line; null takes <see cref="SitePolicy.Default"/>.</param>
    /// <param name="model">Weighs evidence; null decides by rules alone.</param>
    /// <param name="lexicon">Risk phrases; null takes <see cref="RiskLexicon.Default"/>.</param>
    /// <param name="wording">Words around the questions; null takes <see cref="Wording.English"/>.</param>
    public SessionRules(Protocol protocol, SitePolicy? site = null, IRiskModel? model = null, RiskLexicon? lexicon = null, Wording? wording = null)
    {
        ArgumentNullException.ThrowIfNull(protocol);
        _protocol = protocol;
        _site = site ?? SitePolicy.Default;
        _policy = new EscalationPolicy(_site);
        _model = model;
        _lexicon = lexicon ?? RiskLexicon.Default;
        _wording = wording ?? Wording.English;
        PolicyVersion = $"{_site.Version}.{_site.Mark()}+{_wording.Version}";
        _suicideInstruments = [.. protocol.Items.Where(item => protocol.SuicideItemIds.Contains(item.Id)).Select(item => item.Instrument).OfType<string>()];
    }

    /// <summary>The protocol.</summary>
    public Protocol Protocol => _protocol;

    /// <summary>The site policy.</summary>
    public SitePolicy Site => _site;

    /// <summary>Name of the model that estimates, or <c>none</c>; a session's opening names it.</summary>
    public string RiskModelName => _model?.Name ?? "none";

    /// <summary>Version of everything in the site policy and the words that a session's replay depends on, with a mark of the policy's values.</summary>
    public string PolicyVersion { get; }

    /// <summary>Draws the consequences of one observation. Pure: the same state, observation and moment give the same list.</summary>
    /// <param name="session">State before the observation.</param>
    /// <param name="observation">What happened.</param>
    /// <param name="moment">When.</param>
    /// <returns>Consequences in order; the caller journals the observation followed by them as one group.</returns>
    /// <exception cref="InvalidOperationException">The session was not opened, or is opened twice.</exception>
    public IReadOnlyList<SessionConsequence> Respond(Session session, SessionObservation observation, Moment moment)
    {
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(observation);
        if (session.Opened is null != observation is SessionOpened)
        {
            throw new InvalidOperationException(session.Opened is null ? "a session begins with its opening" : "a session is opened once");
        }

        var group = new ResponseGroup(session.With(observation, moment), moment);
        switch (observation)
        {
            case StreamConnected:
                Connected(group, session);
                break;
            case AnswerHeard heard:
                Heard(group, session, heard);
                break;
            case AnswerEnriched enriched:
                Enriched(group, enriched);
                break;
            case SecondEarHeard second:
                SecondHeard(group, second);
                break;
            case ControlUsed used:
                Controlled(group, session, used.Control);
                break;
            case RiskPhraseHeard phrase:
                PhraseHeard(group, phrase.ItemId, phrase.Family, session.Question?.PromptId ?? "");
                break;
            case TimePassed passed:
                Timed(group, passed);
                break;
            case CallEnded ended:
                HungUp(group, session, ended.Reason);
                break;
            case FaultNoticed fault:
                Faulted(group, fault);
                break;
            default:
                // Openings, lost streams and played prompts change the state and call for nothing.
                break;
        }

        return group.Drawn;
    }

    /// <summary>How to listen for the answer to the prompt that stands; null when none is expected.</summary>
    /// <param name="session">State.</param>
    public Listening? ListeningFor(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        if (session.Closed is not null || session.Question is not { ItemId: { } id } question || (session.Handoff is not null && session.Prompt != question))
        {
            return null;
        }

        var item = ItemAsAsked(session, id, question);
        var isClosed = item.Kind is ItemKind.Consent or ItemKind.YesNo or ItemKind.Frequency;
        return new Listening(item, AnswerGrammar.For(item), item.IsSuicideItem || item.Kind == ItemKind.Consent || item.Kind == ItemKind.When, isClosed && !item.IsSuicideItem);
    }

    private Item ItemAsAsked(Session session, string id, PromptAsked question)
    {
        var item = ItemOf(session, id) ?? AddedItems.Of(id, question.Text);
        return item with
        {
            Text = question.Text,
            // Keys take longer than a word; a pause lasts until the patient or its own timer ends it.
            NoSpeechSeconds = session.IsPaused ? 60 : question.Purpose == PromptPurpose.OfferKeys ? Math.Max(8, item.NoSpeechSeconds) : item.NoSpeechSeconds,
        };
    }

    private Item? ItemOf(Session session, string id) =>
        AddedItems.IsAdded(id) ? AddedItems.Of(id, "") : _protocol.ItemOf(id, session.Connection?.Channel ?? CallChannel.Phone);

    private ProtocolContext ContextOf(Session session) => new(session.Connection?.Channel ?? CallChannel.Phone, TextIsHigh(session));

    private bool TextIsHigh(Session session) =>
        session.Opened?.Referral.TextScore is { Scale: "probability" } score && score.Value >= _site.TextScoreHighAtOrAbove;
}
