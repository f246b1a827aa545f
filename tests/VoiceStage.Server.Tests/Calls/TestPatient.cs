using Google.Protobuf;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Calls;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>A client that drives a call by hand on one thread: plays prompts, is silent, speaks a tone, presses keys.</summary>
internal sealed class TestPatient : IAsyncDisposable
{
    private const int Rate = 16_000;
    private const int Chunk = 640;
    private readonly Call call;
    private readonly Queue<Prompt> toPlay = new();
    private readonly List<Task<SessionObservation?>> late = [];

    private TestPatient(CallStage stage, Func<Open, Open>? change, string assessment)
    {
        var open = new Open
        {
            Assessment = "assessments/" + assessment,
            Format = new AudioFormat { Encoding = AudioEncoding.Linear16, SampleRateHz = Rate },
            Capabilities = new Capabilities { PlaysAudio = true, HasMicrophone = true },
        };
        open = change?.Invoke(open) ?? open;
        call = new Call(stage.Parts(), CallSetup.From(new ConverseRequest { Open = open }), Take, late.Add, CancellationToken.None);
        Stage = stage;
    }

    public CallStage Stage { get; }

    public List<ConverseResponse> Received { get; } = [];

    public Prompt? LastPrompt { get; private set; }

    public long Offset { get; set; }

    public bool Reports { get; set; } = true;

    public bool IsOver => call.IsOver;

    public Call Call => call;

    public static async Task<TestPatient> CallAsync(CallStage stage, Func<Open, Open>? change = null, string assessment = CallStage.Assessment)
    {
        var patient = new TestPatient(stage, change, assessment);
        await patient.call.OpenAsync();
        patient.call.BeginClock();
        return patient;
    }

    public static Task<TestPatient> ResumeAsync(CallStage stage, long lastServerSeq, long nextOffset) => CallAsync(stage, open =>
    {
        open.Resume = new Resume { LastServerSeq = lastServerSeq, NextAudioOffset = nextOffset };
        return open;
    });

    public IEnumerable<T> All<T>(Func<ConverseResponse, T?> pick)
        where T : class => Received.Select(pick).OfType<T>();

    /// <summary>Plays every waiting prompt to its end.</summary>
    public async Task HearAsync()
    {
        while (toPlay.TryDequeue(out var prompt))
        {
            if (Reports)
            {
                await PlaybackAsync(prompt, PlaybackState.Started, 0);
            }

            await SilenceAsync(1);
            if (Reports)
            {
                await PlaybackAsync(prompt, PlaybackState.Finished, 16_000);
            }
        }
    }

    /// <summary>Plays on, and expects to be told that another stream has the call.</summary>
    public async Task HearAsyncOrTaken() => await Assert.ThrowsAsync<ConnectionTakenException>(HearAsync);

    public async Task PlaybackAsync(Prompt prompt, PlaybackState state, long played) => await SendAsync(new ConverseRequest
    {
        Playback = new Playback { PromptId = prompt.Id, State = state, PlayedOffset = played, SampleOffset = Offset },
    });

    public Task SilenceAsync(double seconds) => SoundAsync(seconds, 0);

    public Task SpeakAsync(double seconds) => SoundAsync(seconds, 0.3);

    /// <summary>Hears the question, answers aloud, and waits until the turn has ended.</summary>
    public async Task AnswerAsync(double seconds = 1)
    {
        await HearAsync();
        var turns = All(r => r.TurnEnded).Count();
        await SilenceAsync(0.5);
        await SpeakAsync(seconds);
        for (var waited = 0.0; waited < 8 && All(r => r.TurnEnded).Count() == turns && !IsOver; waited += 0.2)
        {
            await SilenceAsync(0.2);
        }
    }

    /// <summary>Answers everything until the call is over.</summary>
    public async Task TalkToTheEndAsync(int mostAnswers = 60)
    {
        for (var i = 0; i < mostAnswers && !IsOver; i++)
        {
            if (LastPrompt is { ExpectsAnswer: true })
            {
                await AnswerAsync();
            }
            else
            {
                await HearAsync();
                await SilenceAsync(1);
            }

            await LateAsync();
        }
    }

    public async Task KeyAsync(string key) => await SendAsync(new ConverseRequest { Keypress = new Keypress { Key = key } });

    public async Task ControlAsync(ControlAction action) => await SendAsync(new ConverseRequest { Control = new Control { Action = action } });

    public async Task SendAsync(ConverseRequest request)
    {
        if (!IsOver)
        {
            await call.TakeAsync(request);
        }
    }

    public async Task TickAsync(TimeSpan time)
    {
        Stage.Time.Advance(time);
        await call.TickAsync();
    }

    /// <summary>Hands in words and measures that came later.</summary>
    public async Task LateAsync()
    {
        var tasks = late.ToArray();
        late.Clear();
        foreach (var task in tasks)
        {
            if (await task is { } enriched)
            {
                await call.TakeLateAsync(enriched);
            }
        }
    }

    public ValueTask DisposeAsync() => call.DisposeAsync();

    public async Task SoundAsync(double seconds, double amplitude)
    {
        for (var left = (long)(seconds * Rate); left > 0 && !IsOver; left -= Chunk)
        {
            var bytes = new byte[2 * (int)Math.Min(Chunk, left)];
            for (var i = 0; i < bytes.Length / 2; i++)
            {
                var value = (short)(amplitude * 32_767 * Math.Sin(0.2 * (Offset + i)));
                System.Buffers.Binary.BinaryPrimitives.WriteInt16LittleEndian(bytes.AsSpan(2 * i), value);
            }

            await call.TakeAsync(new ConverseRequest { Audio = new Audio { Payload = UnsafeByteOperations.UnsafeWrap(bytes), SampleOffset = Offset } });
            Offset += bytes.Length / 2;
        }
    }

    private void Take(ConverseResponse response)
    {
        Received.Add(response.Clone());
        switch (response.MessageCase)
        {
            case ConverseResponse.MessageOneofCase.Opened:
                Offset = response.Opened.ResumeAudioOffset;
                break;
            case ConverseResponse.MessageOneofCase.Prompt:
                LastPrompt = response.Prompt;
                toPlay.Enqueue(response.Prompt);
                break;
            case ConverseResponse.MessageOneofCase.StopPrompt:
                var kept = toPlay.Where(prompt => prompt.Id != response.StopPrompt.PromptId).ToArray();
                toPlay.Clear();
                foreach (var prompt in kept)
                {
                    toPlay.Enqueue(prompt);
                }

                break;
        }
    }
}
