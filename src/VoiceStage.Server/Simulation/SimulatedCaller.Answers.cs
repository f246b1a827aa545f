using VoiceStage.V1;

namespace VoiceStage.Server.Simulation;

internal sealed partial class SimulatedCaller
{
    private double Latency() => plan.Caller switch
    {
        CallerKind.Slow => 2 + (4 * random.NextDouble()),
        _ => 0.3 + (1.5 * random.NextDouble()),
    };

    private void Answer(Prompt prompt)
    {
        if (plan.Answers.TryGetValue(prompt.Item, out var scripted))
        {
            GiveScripted(scripted);
            return;
        }

        switch (plan.Caller)
        {
            case CallerKind.Silent:
                break;
            case CallerKind.Mumbling:
                Say(CallerWords.Mumble);
                break;
            case CallerKind.KeysOnly:
                PressAnswer(prompt);
                break;
            case var _ when !plan.HasMicrophone:
                PressAnswer(prompt);
                break;
            case CallerKind.Slow:
                var words = TrueAnswer(prompt).Split(' ');
                Say(words[0]);
                if (words.Length > 1)
                {
                    // Three seconds are longer than a closed question waits at first: it must learn.
                    Pause(random.NextDouble() < 0.5 ? 3 : 1);
                    Say(string.Join(' ', words[1..]));
                }

                break;
            default:
                Say(TrueAnswer(prompt));
                break;
        }
    }

    private void GiveScripted(string answer)
    {
        if (answer is [>= '0' and <= '9' or '*' or '#'])
        {
            Press(answer);
        }
        else if (answer.Length > 0)
        {
            Say(answer);
        }
    }

    /// <summary>What this patient says to an item, the same whenever it is asked.</summary>
    private string TrueAnswer(Prompt prompt)
    {
        if (truth.TryGetValue(prompt.Item, out var known))
        {
            return known;
        }

        string One(IReadOnlyList<string> of) => of[random.Next(of.Count)];
        var answer = random.NextDouble() < plan.RefusalShare ? One(CallerWords.Refusals)
            : prompt.Item == "consent" ? random.NextDouble() < 0.9 ? One([.. CallerWords.Consents.Take(3)]) : One([.. CallerWords.Consents.Skip(3)])
            : prompt.Choices.Count == 0 ? One(prompt.Item.Contains("when", StringComparison.Ordinal) ? CallerWords.Periods : CallerWords.Open)
            : prompt.Item.StartsWith("phq", StringComparison.Ordinal) || prompt.Item.StartsWith("gad", StringComparison.Ordinal)
                ? random.NextDouble() < plan.YesShare ? One(CallerWords.Frequencies) : CallerWords.Frequencies[0]
            : random.NextDouble() < plan.YesShare ? One(CallerWords.Yeses) : One(CallerWords.Noes);
        truth[prompt.Item] = answer;
        return answer;
    }

    /// <summary>The key of what would be said; open questions are passed by "done".</summary>
    private void PressAnswer(Prompt prompt)
    {
        if (prompt.Choices.Count == 0)
        {
            Press("#");
            return;
        }

        var answer = TrueAnswer(prompt);
        var place = CallerWords.Frequencies.ToList().IndexOf(answer);
        if (CallerWords.Refusals.Contains(answer))
        {
            Press("7");
        }
        else
        {
            var choice = place >= 0 ? place : answer.StartsWith("no", StringComparison.Ordinal) ? 1 : 0;
            Press(prompt.Choices[Math.Min(choice, prompt.Choices.Count - 1)].Key);
        }
    }

    private void Press(string key) => line!.Send(new ConverseRequest { Keypress = new Keypress { Key = key } });

    private void Use(ControlAction action) => line!.Send(new ConverseRequest { Control = new Control { Action = action } });

    private void AskForHelp(bool byKey)
    {
        helpAskedAt = world.Time.Elapsed;
        if (byKey)
        {
            Press("0");
        }
        else
        {
            Use(ControlAction.NeedHelpNow);
        }
    }
}
