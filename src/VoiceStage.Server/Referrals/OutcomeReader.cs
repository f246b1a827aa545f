using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.V1;
using Level = VoiceStage.Risk.Estimates.CareLevel;

namespace VoiceStage.Server.Referrals;

/// <summary>Reads an assessment's outcome from its journal: what upstream may know of it.</summary>
internal static class OutcomeReader
{
    public static GetAssessmentOutcomeResponse Read(string assessmentId, IReadOnlyList<JournalEntry> entries)
    {
        var outcome = new GetAssessmentOutcomeResponse
        {
            Assessment = $"assessments/{assessmentId}",
            Version = entries.Count > 0 ? entries[^1].Version : 0,
        };
        var asked = new List<string>();
        var answers = new Dictionary<string, Answer>();
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case PromptAsked { ItemId: { } item, ExpectsAnswer: true } when !asked.Contains(item):
                    asked.Add(item);
                    break;
                case AnswerInterpreted { IsFinal: true } interpreted:
                    answers[interpreted.ItemId] = interpreted.Answer;
                    break;
                case LevelDecided decided:
                    outcome.Level = ToLevel(decided.Level);
                    outcome.Reasons.Clear();
                    outcome.Reasons.Add(decided.Reasons);
                    break;
                case SessionClosed closed:
                    outcome.Outcome = ToOutcome(closed.Outcome);
                    break;
            }
        }

        foreach (var item in asked.Union(answers.Keys))
        {
            outcome.Answers.Add(ToAnswer(item, answers.GetValueOrDefault(item) ?? Answer.Missing("NOT_ANSWERED")));
        }

        outcome.Instruments.Add(Instruments(answers, asked));
        return outcome;
    }

    /// <summary>Scores of the instruments that were begun.</summary>
    private static IEnumerable<InstrumentScore> Instruments(Dictionary<string, Answer> answers, IReadOnlyCollection<string> asked)
    {
        foreach (var evidence in InstrumentResults.Of(answers))
        {
            var score = new InstrumentScore { Instrument = evidence.Instrument, Result = evidence.Result };
            if (evidence.Total is { } total)
            {
                score.Total = total;
            }

            // What was never due (a follow-up of a "no") is not unknown; what was asked and has no clear answer is.
            score.UnknownItems.Add(Instrument.Load(evidence.Instrument).Items.Select(item => item.Id)
                .Where(id => asked.Contains(id) && answers.GetValueOrDefault(id)?.Kind != AnswerKind.Understood));
            yield return score;
        }
    }

    public static CareLevel ToLevel(Level level) => (CareLevel)(int)level;

    public static AssessmentOutcome ToOutcome(SessionOutcome? outcome) => outcome switch
    {
        SessionOutcome.Completed => AssessmentOutcome.Completed,
        SessionOutcome.Stopped => AssessmentOutcome.Stopped,
        _ => AssessmentOutcome.Unspecified,
    };

    private static ItemAnswer ToAnswer(string item, Answer answer)
    {
        var written = new ItemAnswer
        {
            Item = item,
            Value = answer.Code,
            Source = answer.Source switch
            {
                AnswerSource.Voice => "voice",
                AnswerSource.Key => "key",
                AnswerSource.Touch => "touch",
                AnswerSource.Text => "text",
                _ => "none",
            },
        };
        if (answer.Confidence is { } confidence)
        {
            written.Confidence = confidence;
        }

        return written;
    }
}
