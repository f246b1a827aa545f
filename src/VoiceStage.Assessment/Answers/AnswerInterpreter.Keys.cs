using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Answers;

public static partial class AnswerInterpreter
{
    /// <summary>7 is "rather not say" everywhere.</summary>
    private const char RefuseKey = '7';

    /// <summary>Keys that ask for something instead of answering: 0 a person, 8 cannot talk, 9 repeat, * the prefix of stop recording.</summary>
    private const string ControlKeys = "089*#";

    private static Answer? FromKeys(Item item, AnswerHeard heard)
    {
        var keys = heard.Keys.Where(key => !ControlKeys.Contains(key, StringComparison.Ordinal)).ToList();
        if (keys.Count == 0 || IsOpen(item) && !keys.Contains(RefuseKey))
        {
            return null;
        }

        var source = heard.Touched ? AnswerSource.Touch : AnswerSource.Key;
        var answers = keys.Select(key => KeyAnswer(item, key, source)).Distinct().ToList();
        if (answers.Count > 1)
        {
            return Answer.Unclear(source, "CONFLICTING");
        }

        if (answers[0] is not { } answer)
        {
            return Answer.Unclear(source, "UNKNOWN_KEY");
        }

        // A key says "no" while the voice says something that must be looked at: ask once more.
        return item.IsSuicideItem && ClearNo.Is(answer) && Ears.Of(heard).HeardRisk ? Answer.Unclear(source, "EARS_DISAGREE") : answer;
    }

    private static Answer? KeyAnswer(Item item, char key, AnswerSource source) =>
        key == RefuseKey ? Answer.Refused(source)
        : item.Choices.FirstOrDefault(choice => choice.Key.Length == 1 && choice.Key[0] == key) is { } choice ? Answer.Understood(choice.Value, source, 1)
        : null;
}
