using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Server.Turns.Curve;

namespace VoiceStage.Cli.Evaluations.Turns;

/// <summary>What is said in one answer: phrases between which a patient may pause.</summary>
/// <param name="Question">What was asked.</param>
/// <param name="Phrases">In order; those without a pause between them are spoken in one breath.</param>
/// <param name="PausesAfter">Whether a pause must follow a phrase (after "um", before a correction).</param>
/// <param name="Grammar">What the question accepts; null for an open one.</param>
internal sealed record AnswerWords(TurnQuestion Question, IReadOnlyList<string> Phrases, IReadOnlyList<bool> PausesAfter, IReadOnlyList<string>? Grammar)
{
    private static readonly IReadOnlyList<string>? FrequencyGrammar = AnswerGrammar.For(new Item { Id = "f", Kind = ItemKind.Frequency, Text = "" });
    private static readonly IReadOnlyList<string>? YesNoGrammar = AnswerGrammar.For(new Item { Id = "y", Kind = ItemKind.YesNo, Text = "" });
    private static readonly string[][] Frequencies = [["not at all"], ["several days"], ["more than half", "the days"], ["nearly", "every day"]];
    private static readonly string[][] YesNo = [["yes"], ["no"], ["yes", "I have"], ["no", "I have not"]];
    private static readonly string[] Fillers = ["um", "well", "uh"];
    private static readonly string[][] Stories =
    [
        ["I got up late", "and then I made some coffee", "and sat by the window", "until it was noon"],
        ["it has been up and down", "I think", "mostly down", "some days are better"],
        ["well I went to the store", "to buy some bread", "and on the way home", "I met my neighbor", "and we talked for a while"],
        ["I do not sleep much", "I lie awake", "and think about work", "and about my mother"],
        ["I am sitting in the kitchen", "there is a table", "and a radio", "that nobody listens to"],
        ["not much to tell", "I stay at home", "and watch the street"],
    ];

    /// <summary>The answers of one interview, drawn anew: four closed questions, four suicide items, four open ones, in turn.</summary>
    public static IEnumerable<AnswerWords> Interview(SpeakerKind kind, Random random)
    {
        for (var i = 0; i < 4; i++)
        {
            yield return Closed(TurnQuestion.Closed, Frequencies, FrequencyGrammar, kind, random);
            yield return Open(kind, random);
            yield return Closed(TurnQuestion.Suicide, YesNo, YesNoGrammar, kind, random);
        }
    }

    private static AnswerWords Open(SpeakerKind kind, Random random)
    {
        var phrases = new List<string>();
        var pauses = new List<bool>();
        Begin(kind, random, phrases, pauses);
        foreach (var phrase in Stories[random.Next(Stories.Length)])
        {
            phrases.Add(phrase);
            pauses.Add(false);
        }

        return new(TurnQuestion.Open, phrases, pauses, null);
    }

    private static AnswerWords Closed(TurnQuestion question, string[][] choices, IReadOnlyList<string>? grammar, SpeakerKind kind, Random random)
    {
        var phrases = new List<string>();
        var pauses = new List<bool>();
        Begin(kind, random, phrases, pauses);
        Say(choices[random.Next(choices.Length)]);
        if (random.NextDouble() < kind.CorrectionShare)
        {
            pauses[^1] = true;
            Say(choices[random.Next(choices.Length)]);
        }

        return new(question, phrases, pauses, grammar);

        void Say(string[] words)
        {
            phrases.AddRange(words);
            pauses.AddRange(words.Select(_ => false));
        }
    }

    private static void Begin(SpeakerKind kind, Random random, List<string> phrases, List<bool> pauses)
    {
        if (random.NextDouble() < kind.FillerShare)
        {
            phrases.Add(Fillers[random.Next(Fillers.Length)]);
            pauses.Add(true);
        }
    }
}
