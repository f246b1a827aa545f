using VoiceStage.V1;

namespace VoiceStage.Server.Simulation;

internal sealed partial class SimulatedCaller
{
    /// <param name="what">What happens.</param>
    /// <param name="size">In [0, 1): how much, how long, which one.</param>
    private void Happen(Incident what, double size)
    {
        switch (what)
        {
            case Incident.HelpKey:
                AskForHelp(byKey: true);
                break;
            case Incident.HelpButton:
                AskForHelp(byKey: false);
                break;
            case Incident.HelpWords:
                SayOnly(CallerWords.Help);
                break;
            case Incident.AcuteWords:
                SayOnly(CallerWords.Acute[(int)(size * CallerWords.Acute.Count)]);
                break;
            case Incident.IdeationWords:
                SayOnly(CallerWords.Ideation[(int)(size * CallerWords.Ideation.Count)]);
                break;
            case Incident.Withdraws:
                Press("*");
                Press("9");
                break;
            case Incident.Pauses:
                Use(ControlAction.Pause);
                break;
            case Incident.Resumes:
                Use(ControlAction.Resume);
                break;
            case Incident.AsksAgain:
                world.Record.Repeats++;
                SayOnly(CallerWords.Repeat);
                break;
            case Incident.AsksAgainByKey:
                world.Record.Repeats++;
                Press("9");
                break;
            case Incident.CannotTalk:
                Press("8");
                break;
            case Incident.Skips:
                Use(ControlAction.Skip);
                break;
            case Incident.WrongKey:
                Press(((int)(size * 10)).ToString(System.Globalization.CultureInfo.InvariantCulture));
                break;
            case Incident.Types:
                line!.Send(new ConverseRequest { Text = new TextAnswer { Text = size < 0.5 ? "no" : CallerWords.Open[0] } });
                break;
            case Incident.HangsUp:
                isGone = true;
                line!.Goodbye();
                break;
            case Incident.EndButton:
                isGone = true;
                Use(ControlAction.End);
                break;
            case Incident.Vanishes:
                isGone = true;
                line!.Break();
                break;
            case Incident.LineBreaks:
                line!.Break();
                break;
            default:
                HappenToTheService(what, size);
                break;
        }
    }

    private void HappenToTheService(Incident what, double size)
    {
        switch (what)
        {
            case Incident.ProcessCrashes:
                line!.Process.Crash();
                line.Break();
                break;
            case Incident.ConnectedTwice:
                // The old line stays open, and nobody speaks into it any more.
                Connect(world.OtherThan(line!.Process));
                break;
            case Incident.NodeDrains:
                line!.Process.Live.BeginDrain();
                break;
            case Incident.StoreFails:
                world.Store.FailFor(TimeSpan.FromSeconds(1 + (140 * size * size)));
                break;
            case Incident.StoreLosesAnswer:
                world.Store.LoseNextAnswer();
                break;
            case Incident.StoreIsSlow:
                world.Store.BeSlowFor(TimeSpan.FromSeconds(30 * size), TimeSpan.FromSeconds(2 * size));
                break;
        }
    }

    private void SayOnly(string text)
    {
        if (plan.HasMicrophone)
        {
            toSay.Clear();
            Pause(0.3);
            Say(text);
            Pause(3);
        }
    }
}
