using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Errors;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>Keys, buttons and typed answers. No key has two meanings in any state; help and hang-up act at once in every one.</summary>
internal sealed partial class Call
{
    private const double StarSeconds = 3;
    private long starUntil = -1;

    private async ValueTask TakeKeyAsync(Keypress press)
    {
        if (press.Key is not [(>= '0' and <= '9') or '*' or '#'])
        {
            throw ErrorCodes.InvalidField.Refusal(new FieldViolation[] { new("keypress.key", "is not one of 0-9, *, #") });
        }

        var afterStar = Clock <= starUntil;
        starUntil = -1;
        switch (press.Key[0])
        {
            case '9' when afterStar:
                await UseControlAsync(ControlKind.StopRecording, "key");
                break;
            case '0':
                await UseControlAsync(ControlKind.NeedHelpNow, "key");
                break;
            case '8':
                await UseControlAsync(ControlKind.CannotTalk, "key");
                break;
            case '9':
                await UseControlAsync(ControlKind.Repeat, "key");
                break;
            case '*':
                starUntil = Clock + Samples(StarSeconds);
                break;
            case '#':
                await EndByClientAsync();
                break;
            default:
                await AnswerByKeyAsync(press.Key);
                break;
        }
    }

    private async ValueTask AnswerByKeyAsync(string key)
    {
        if (pen.State.Prompt is not { ExpectsAnswer: true } prompt || !MayListen || (key != "7" && !prompt.Choices.Any(choice => choice.Key == key)))
        {
            Warn("KEY_NOT_OFFERED", "That key has no meaning here.");
            return;
        }

        if (turn is null && !await CutPromptsAsync())
        {
            // The words must be heard to their end first; then the key counts.
            heldKey = key;
            return;
        }

        if (turn is not null)
        {
            await EndTurnAsync(TurnEnd.Keys, keys: key);
        }
    }

    private async ValueTask TakeTextAsync(TextAnswer answer)
    {
        if (answer.Text.Length > parts.Options.MaxTextCharacters)
        {
            throw ErrorCodes.InvalidField.Refusal(new FieldViolation[] { new("text.text", "is longer than 2 000 characters") });
        }

        if (!MayListen || (turn is null && !await CutPromptsAsync()) || turn is null)
        {
            // Nobody asked, but whoever types may type for help.
            watch.BeginStretch();
            await ReadAsync(answer.Text, inTurn: false);
            Warn("NO_QUESTION", "No question stands; the text was not taken as an answer.");
            return;
        }

        await EndTurnAsync(TurnEnd.Client, typed: answer.Text);
    }

    private ValueTask TakeControlAsync(Control control) => control.Action switch
    {
        ControlAction.NeedHelpNow => UseControlAsync(ControlKind.NeedHelpNow, "button"),
        ControlAction.Pause => UseControlAsync(ControlKind.Pause, "button"),
        ControlAction.Resume => UseControlAsync(ControlKind.Resume, "button"),
        ControlAction.Repeat => UseControlAsync(ControlKind.Repeat, "button"),
        ControlAction.Skip => UseControlAsync(ControlKind.Skip, "button"),
        ControlAction.StopRecording => UseControlAsync(ControlKind.StopRecording, "button"),
        ControlAction.Done => EndByClientAsync(),
        ControlAction.End => EndCallAsync(),
        _ => throw ErrorCodes.InvalidMessage.Refusal(("why", "control without an action")),
    };

    private async ValueTask UseControlAsync(ControlKind control, string source)
    {
        heldKey = "";
        if (control == ControlKind.NeedHelpNow && urgent.Task.IsCompleted)
        {
            urgent = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        await ObserveAsync(new ControlUsed(control, source));
    }

    private async ValueTask EndByClientAsync()
    {
        if (turn is not null)
        {
            await EndTurnAsync(TurnEnd.Client);
        }
    }

    private async ValueTask EndCallAsync()
    {
        GiveUpTurn();
        await ObserveAsync(new CallEnded(setup.Channel == CallChannel.Kiosk ? "end_button" : "hang_up"));
    }

    /// <summary>Stops what may be stopped so that the patient's turn begins.</summary>
    /// <returns>False when something must be heard to its end.</returns>
    private async ValueTask<bool> CutPromptsAsync()
    {
        if (outstanding.Any(prompt => !prompt.Asked.IsInterruptible))
        {
            return false;
        }

        foreach (var prompt in outstanding.ToArray())
        {
            Stop(prompt);
        }

        await BeginTurnAsync();
        return true;
    }
}
