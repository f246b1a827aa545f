using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>Words or measures of an earlier answer that came late.</summary>
    private void Enriched(ResponseGroup group, AnswerEnriched enriched)
    {
        var families = _lexicon.Match(enriched.Transcripts).Select(phrase => phrase.Family).Distinct().ToList();
        if (families.Contains("acute"))
        {
            PhraseHeard(group, enriched.ItemId, "acute", enriched.PromptId);
        }

        if (families.Any(family => family != "acute"))
        {
            PhraseHeard(group, enriched.ItemId, "ideation", enriched.PromptId);
        }

        if (enriched.Profile is not null)
        {
            Weigh(group);
        }

        Judge(group);
    }

    /// <summary>The words of a second ear: what only it heard counts, what the first ear heard of the same answer is not asked about again.</summary>
    private void SecondHeard(ResponseGroup group, SecondEarHeard second)
    {
        if (second.Words is { } words)
        {
            var families = _lexicon.Match(words).Select(phrase => phrase.Family).ToHashSet(StringComparer.Ordinal);
            if (families.Contains("acute"))
            {
                PhraseHeard(group, second.ItemId, "acute", second.PromptId);
            }

            if (families.Any(family => family != "acute") && !group.Session.PromptsAskedAbout.Contains(second.PromptId))
            {
                PhraseHeard(group, second.ItemId, "ideation", second.PromptId);
            }

            if (group.Session.Handoff is null && ControlPhrases.Match(words.Text) is { Control: ControlKind.NeedHelpNow })
            {
                HelpAsked(group);
            }
        }

        Judge(group);
    }

    /// <summary>Weighs everything known; only with consent, and only when something came out differently.</summary>
    private void Weigh(ResponseGroup group)
    {
        if (_model is null || group.Session.Consent != ConsentState.Given)
        {
            return;
        }

        var estimate = Estimate(InputsOf(group.Session));
        if (!SameEstimate(group.Session.Estimate, estimate))
        {
            group.Add(new RiskEstimated(estimate));
        }
    }

    private RiskEstimate Estimate(RiskInputs inputs)
    {
        try
        {
            return _model!.Estimate(inputs);
        }
#pragma warning disable CA1031 // Whatever a model does, the questions and the rules go on without it.
        catch (Exception)
#pragma warning restore CA1031
        {
            return new RiskEstimate { Model = _model!.Name, Abstention = "MODEL_FAILED" };
        }
    }

    private static bool SameEstimate(RiskEstimate? one, RiskEstimate other) =>
        one is not null && one with { Reasons = [], Shadow = null } == other with { Reasons = [], Shadow = null } && one.Reasons.SequenceEqual(other.Reasons)
        && SameShadow(one.Shadow, other.Shadow);

    private static bool SameShadow(ShadowEstimate? one, ShadowEstimate? other) =>
        one is null || other is null ? one == other : one with { Reasons = [] } == other with { Reasons = [] } && one.Reasons.SequenceEqual(other.Reasons);

    /// <summary>What the model may see of a session. Public so that a summary and an evaluation weigh the same.</summary>
    /// <param name="session">State.</param>
    public RiskInputs InputsOf(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        var score = session.Opened?.Referral.TextScore;
        return new RiskInputs
        {
            Text = score is null ? null : new TextEvidence(score.Value, score.Scale, TextIsHigh(session)),
            Instruments = InstrumentsOf(session),
            Answers = CodesOf(session),
            Voice = [.. session.Voice
                .Select(voice => voice with { Task = _protocol.ItemOf(voice.Item)?.VoiceTask ?? "" })
                .Where(voice => voice.Task.Length > 0)],
            Behaviour = BehaviourOf(session),
            Sex = session.Opened?.Referral.Sex,
        };
    }

    /// <summary>Answers in the codes of a site's table; a question that is still to be confirmed is none yet.</summary>
    private static Dictionary<string, string> CodesOf(Session session) => session.Answers.Where(pair => pair.Value.Kind != AnswerKind.Missing).ToDictionary(
        pair => pair.Key,
        pair => pair.Value.Kind switch { AnswerKind.Understood => pair.Value.Value ?? "unclear", AnswerKind.Refused => "refused", _ => "unclear" },
        StringComparer.Ordinal);

    private List<InstrumentEvidence> InstrumentsOf(Session session)
    {
        var evidence = new List<InstrumentEvidence>();
        var phq = Enumerable.Range(1, 9).Select(number => session.Answers.GetValueOrDefault($"phq.{number}")).ToList();
        var points = phq.Select(answer => answer is { Kind: AnswerKind.Understood, Value: [>= '0' and <= '3'] value } ? value[0] - '0' : (int?)null).ToList();
        if (points.All(point => point is not null))
        {
            evidence.Add(new("phq-9", points.Sum(), ""));
        }
        else if (points.Take(2).All(point => point is not null))
        {
            evidence.Add(new("phq-2", points.Take(2).Sum(), points.Take(2).Sum() >= 3 ? "positive" : "negative"));
        }

        var screener = _protocol.SuicideItemIds.Where(session.Answers.ContainsKey).ToList();
        if (screener.Count > 0)
        {
            var due = DueSuicideItems(session);
            var positive = screener.Any(id => session.Answers[id] is { Kind: not AnswerKind.Missing } answer && !Questionnaires.ClearNo.Is(answer));
            var negative = due.All(id => Questionnaires.ClearNo.Is(session.Answers, id));
            evidence.Add(new(_suicideInstruments.Order(StringComparer.Ordinal).First(), null, positive ? "positive" : negative ? "negative" : "unknown"));
        }

        return evidence;
    }

    private List<string> BehaviourOf(Session session)
    {
        var codes = session.Answers
            .Where(pair => pair.Value.Kind == AnswerKind.Refused && pair.Key != "consent")
            .Select(pair => $"refused:{pair.Key}")
            .Order(StringComparer.Ordinal)
            .ToList();
        if (session.CallEnd is { Reason: not "transferred" } && DueSuicideItems(session).Any(id => !session.Answers.ContainsKey(id)))
        {
            codes.Add("hung_up");
        }

        if (session.Handoff is { Reason: "silent" })
        {
            codes.Add("silent");
        }

        if (session.Handoff is { Reason: ReasonCodes.HelpRequested })
        {
            codes.Add(ReasonCodes.HelpRequested);
        }

        return codes;
    }

    private List<string> DueSuicideItems(Session session) =>
        [.. _protocol.PossibleItems(session.Answers, ContextOf(session)).Select(item => item.Id).Where(_protocol.SuicideItemIds.Contains)];

    /// <summary>What the level is decided from.</summary>
    /// <param name="session">State.</param>
    public EscalationFacts FactsOf(Session session)
    {
        ArgumentNullException.ThrowIfNull(session);
        return new EscalationFacts
        {
            Answers = session.Answers,
            DueSuicideItemIds = DueSuicideItems(session),
            IsOver = session.IsScriptOver,
            TextScoreIsHigh = TextIsHigh(session),
            AcuteDisclosed = session.AcuteDisclosed,
            Ideation = session.Ideation,
            HelpRequested = session.Handoff is { Reason: ReasonCodes.HelpRequested },
            HasFault = session.Faults.Count > 0 || session.Answers.Values.Any(answer => answer.Why == "ENGINE_FAULT"),
            ProbabilityForLevel = session.Estimate?.ProbabilityForLevel,
        };
    }

    /// <summary>Decides the level and opens or raises the case. A level is never taken back, except that unknown becomes low by clear answers.</summary>
    private void Judge(ResponseGroup group, bool acute = false, bool atEnd = false)
    {
        var session = group.Session;
        var facts = FactsOf(session);
        var decision = _policy.Decide(facts with { AcuteDisclosed = facts.AcuteDisclosed || acute, IsOver = facts.IsOver || atEnd });
        var reasons = decision.Reasons;
        if (session.Handoff?.Reason is "minor" or "other_language" or "other_person" or "silent" or "consent_unclear" or "paused" or "cannot_talk")
        {
            reasons = [.. reasons, session.Handoff.Reason];
        }

        var level = decision.Level;
        if (level < session.Level && session.Level != CareLevel.Unknown)
        {
            level = session.Level;
            reasons = [.. session.Reasons.Union(reasons)];
        }

        var isNew = level != session.Level || !reasons.SequenceEqual(session.Reasons) || decision.PendingPerson != session.PendingPerson;

        // The case goes first: nothing stands between a finding and the page.
        if (session.EscalationId is { } id)
        {
            if (level > session.EscalationLevel || (level == session.EscalationLevel && reasons.Except(session.EscalationReasons).Any()))
            {
                group.Add(new EscalationRaised(id, level, reasons));
            }
        }
        else if (level >= CareLevel.Moderate)
        {
            group.Add(new EscalationOpened(CaseId(session), level, acute || decision.PendingPerson, reasons));
        }

        if (isNew)
        {
            group.Add(new LevelDecided(level, reasons, decision.PendingPerson));
        }
    }

    /// <summary>Everybody whose session ends stands on the worklist, at whatever level.</summary>
    private static void OpenCase(ResponseGroup group)
    {
        var session = group.Session;
        if (session.EscalationId is null)
        {
            group.Add(new EscalationOpened(CaseId(session), session.Level, session.PendingPerson, session.Reasons));
        }
    }

    private static string CaseId(Session session) => $"{session.Id}-case";
}
