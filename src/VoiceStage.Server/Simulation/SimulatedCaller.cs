using VoiceStage.V1;

namespace VoiceStage.Server.Simulation;

/// <summary>A patient with a client: hears prompts, thinks, answers in the way of its kind, and calls again when the line breaks.</summary>
internal sealed partial class SimulatedCaller(SimulatedWorld world)
{
    private const int PacketFrames = 5;
    private const int MostCalls = 40;
    private static readonly TimeSpan Packet = TimeSpan.FromMilliseconds(100);
    private static readonly byte[] NoSound = new byte[PacketFrames * SymbolicSound.FrameSamples * 2];
    private readonly SimulationPlan plan = world.Plan;
    private readonly Random random = new(world.Plan.Seed ^ 0xCA11);
    private readonly Queue<int> toSay = new();
    private readonly List<(Prompt Prompt, TimeSpan EndsAt, bool HasBegun)> playing = [];
    private readonly Dictionary<string, string> truth = [];
    private SimulatedLine? line;
    private Prompt? question;
    private TimeSpan? answersAt;
    private long offset;
    private long granted;
    private long lastSeq;
    private int nextIncident;
    private int nextSaying;
    private bool isGone;
    private TimeSpan? helpAskedAt;

    /// <summary>Whether the patient has left or was told that it was the end.</summary>
    public bool IsDone { get; private set; }

    /// <summary>Lives through the call.</summary>
    public async Task LiveAsync()
    {
        for (var calls = 0; calls < MostCalls && !isGone && !IsDone; calls++)
        {
            Connect(world.Answering);
            while (line is { IsOver: false } or { ToClient.Count: > 0 } && !isGone)
            {
                await Task.Delay(Packet, world.Time);
                Hear();
                if (!line.IsOver)
                {
                    Act();
                    Speak();
                }
            }

            if (line!.Refused?.Reason == "ASSESSMENT_CLOSED")
            {
                break;
            }

            if (!isGone && !IsDone)
            {
                await Task.Delay(TimeSpan.FromSeconds(0.5 + (random.NextDouble() < 0.15 ? 150 : 8) * random.NextDouble()), world.Time);
            }
        }

        IsDone = true;
        world.Record.Note("the patient is gone");
    }

    private void Connect(SimulatedProcess process)
    {
        playing.Clear();
        toSay.Clear();
        (question, answersAt) = (null, null);
        line = SimulatedLine.Open(world, process, new Open
        {
            Assessment = "assessments/" + SimulatedWorld.Assessment,
            Format = new AudioFormat { Encoding = AudioEncoding.Linear16, SampleRateHz = SymbolicSound.RateHz },
            Capabilities = new Capabilities { PlaysAudio = true, HasMicrophone = plan.HasMicrophone, Channel = plan.Seed % 2 == 0 ? Channel.Phone : Channel.Kiosk },
            Resume = lastSeq > 0 ? new Resume { LastServerSeq = lastSeq, NextAudioOffset = offset } : null,
        });
    }

    private void Hear()
    {
        while (line!.ToClient.TryDequeue(out var response))
        {
            lastSeq = response.Seq;
            switch (response.MessageCase)
            {
                case ConverseResponse.MessageOneofCase.Opened:
                    offset = response.Opened.ResumeAudioOffset;
                    granted = offset;
                    break;
                case ConverseResponse.MessageOneofCase.Flow:
                    granted = response.Flow.CreditOffset + response.Flow.CreditSamples;
                    break;
                case ConverseResponse.MessageOneofCase.Prompt:
                    playing.Add((response.Prompt, TimeSpan.Zero, false));
                    helpAskedAt = response.Prompt.Text.Contains("988", StringComparison.Ordinal) ? null : helpAskedAt;
                    if (response.Prompt.ExpectsAnswer)
                    {
                        (question, answersAt) = (response.Prompt, null);
                    }

                    break;
                case ConverseResponse.MessageOneofCase.StopPrompt:
                    playing.RemoveAll(item => item.Prompt.Id == response.StopPrompt.PromptId);
                    break;
                case ConverseResponse.MessageOneofCase.Completed:
                    IsDone = true;
                    break;
            }
        }
    }

    private void Act()
    {
        Play();
        while (nextIncident < plan.Incidents.Count && plan.Incidents[nextIncident].AtSeconds <= world.Time.Elapsed.TotalSeconds && line is { IsOver: false })
        {
            var (_, what, size) = plan.Incidents[nextIncident++];
            world.Record.Note($"incident {what}");
            Happen(what, size);
        }

        while (nextSaying < plan.Sayings.Count && plan.Sayings[nextSaying].AtSeconds <= world.Time.Elapsed.TotalSeconds)
        {
            world.Record.Note("says something");
            SayOnly(plan.Sayings[nextSaying++].Words);
        }

        if (helpAskedAt is { } asked && world.Time.Elapsed - asked > TimeSpan.FromSeconds(15) && line is { IsOver: false })
        {
            // Nobody who asked for help and heard nothing waits in silence.
            AskForHelp(byKey: true);
        }

        if (question is not null && playing.Count == 0)
        {
            answersAt ??= world.Time.Elapsed + TimeSpan.FromSeconds(Latency());
            if (world.Time.Elapsed >= answersAt && toSay.Count == 0)
            {
                Answer(question);
                question = null;
            }
        }
        else if (question is not null && plan.Caller == CallerKind.Interrupting && toSay.Count == 0 && random.NextDouble() < 0.05)
        {
            Say(random.NextDouble() < 0.5 ? CallerWords.Mumble : TrueAnswer(question));
        }
    }

    private void Play()
    {
        if (playing.Count == 0)
        {
            return;
        }

        var (prompt, endsAt, hasBegun) = playing[0];
        if (!hasBegun)
        {
            playing[0] = (prompt, world.Time.Elapsed + TimeSpan.FromSeconds((double)prompt.AudioSampleCount / SymbolicSound.RateHz), true);
            Report(prompt, PlaybackState.Started, 0);
        }
        else if (world.Time.Elapsed >= endsAt)
        {
            playing.RemoveAt(0);
            Report(prompt, PlaybackState.Finished, prompt.AudioSampleCount);
        }
    }

    private void Report(Prompt prompt, PlaybackState state, long played)
    {
        if (plan.ReportsPlayback)
        {
            line!.Send(new ConverseRequest { Playback = new Playback { PromptId = prompt.Id, State = state, PlayedOffset = played, SampleOffset = offset } });
        }
    }

    /// <summary>One packet of sound: what there is to say, else silence; with the faults of the line.</summary>
    private void Speak()
    {
        const int Samples = PacketFrames * SymbolicSound.FrameSamples;
        if (!plan.HasMicrophone || offset + Samples > granted || line is not { IsOver: false })
        {
            return;
        }

        var bytes = NoSound;
        if (toSay.Count > 0)
        {
            bytes = new byte[NoSound.Length];
            for (var frame = 0; frame < PacketFrames && toSay.TryDequeue(out var code); frame++)
            {
                if (code >= 0)
                {
                    SymbolicSound.Write(code, bytes.AsSpan(frame * SymbolicSound.FrameSamples * 2));
                }
            }
        }

        var packet = new ConverseRequest { Audio = new Audio { Payload = Google.Protobuf.UnsafeByteOperations.UnsafeWrap(bytes), SampleOffset = offset } };
        offset += Samples;
        var isFaulty = world.Time.Elapsed < plan.FaultsUntil && random.NextDouble() < plan.PacketFaultShare;
        switch (isFaulty ? random.Next(4) : 3)
        {
            case 0:
                world.Record.Gaps++;
                break;
            case 1:
                line.Send(packet);
                line.Send(packet.Clone());
                break;
            case 2:
                kept = packet;
                break;
            default:
                line.Send(packet);
                if (kept is { } older)
                {
                    // Overtaken on the way: its place has been passed.
                    line.Send(older);
                    world.Record.Gaps++;
                    kept = null;
                }

                break;
        }
    }

    private ConverseRequest? kept;

    private void Say(string text)
    {
        foreach (var code in SymbolicSound.FramesOf(text))
        {
            toSay.Enqueue(code);
        }
    }

    private void Pause(double seconds)
    {
        for (var frames = (int)(seconds * 50); frames > 0; frames--)
        {
            toSay.Enqueue(-1);
        }
    }
}
