using System.Diagnostics;
using System.Threading.Channels;
using Grpc.Core;
using VoiceStage.V1;

namespace VoiceStage.Cli.Interviews;

/// <summary>A simulated patient on a call: plays prompts, answers from a folder, keeps audio until it is safe, and resumes when the stream breaks.</summary>
/// <remarks>
/// One logical thread: inbound messages are queued and handled between audio chunks, so a call is a function of the folder and the service.
/// Time is the audio clock. Without <see cref="PatientOptions.RealTime"/> the service sets the pace by the credit that it grants.
/// </remarks>
internal sealed class Patient(
    AssessmentService.AssessmentServiceClient client, string assessment, string ticket, AnswerFolder answers, PatientOptions options, TimeProvider time)
{
    private readonly int chunkSamples = options.SampleRateHz / 25;
    private readonly SentAudio sent = new(options.SampleRateHz * 30);
    private readonly PatientVoice voice = new(options.Seed);
    private readonly Queue<Prompt> prompts = new();
    private readonly Dictionary<string, int> askings = [];
    private readonly List<double> turnToPrompt = [];
    private readonly List<(long Sample, Action<List<ConverseRequest>> Do)> plans = [];
    private long nextOffset;
    private long creditEnd;
    private long lastSeq;
    private long promptEnd;
    private long promptStart;
    private Prompt? playing;
    private long turnEndedTimestamp;
    private long brokenSince;
    private int promptCount;
    private int resumeCount;
    private bool hungUp;
    private bool completed;
    private string closingText = "";

    /// <summary>Lives through the whole call.</summary>
    /// <exception cref="RpcException">The service refused the call, or the stream broke and could not be resumed in time.</exception>
    public async Task<PatientCall> RunAsync(CancellationToken cancellation)
    {
        while (!completed)
        {
            try
            {
                await RunStreamAsync(cancellation);
            }
            catch (RpcException e) when (Breaks(e) && !completed)
            {
                brokenSince = brokenSince == 0 ? time.GetTimestamp() : brokenSince;
                if (hungUp || time.GetElapsedTime(brokenSince).TotalSeconds > options.ReconnectSeconds)
                {
                    if (hungUp)
                    {
                        break;
                    }

                    throw;
                }

                await Task.Delay(TimeSpan.FromMilliseconds(300), time, cancellation);
            }
        }

        return new PatientCall
        {
            DurationSeconds = (double)nextOffset / options.SampleRateHz,
            TurnToPromptMilliseconds = turnToPrompt,
            PromptCount = promptCount,
            ResumeCount = resumeCount,
            ClosingText = closingText,
        };
    }

    /// <summary>A fault of the line or the server process; a refusal is not one.</summary>
    private static bool Breaks(RpcException e) => e.StatusCode is StatusCode.Unavailable or StatusCode.Internal or StatusCode.Unknown or StatusCode.Cancelled;

    private async Task RunStreamAsync(CancellationToken cancellation)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var call = client.Converse(new Metadata { { "authorization", "Ticket " + ticket } }, cancellationToken: stop.Token);
        var inbound = System.Threading.Channels.Channel.CreateBounded<ConverseResponse>(256);
        var reading = ReadAsync(call.ResponseStream, inbound.Writer, stop.Token);
        try
        {
            await call.RequestStream.WriteAsync(OpenRequest(), stop.Token);
            await TalkAsync(call.RequestStream, inbound.Reader, stop.Token);
            await call.RequestStream.CompleteAsync();
        }
        catch (Exception e) when (e is InvalidOperationException or ChannelClosedException or System.IO.IOException)
        {
            // The request side only says that the stream is gone; the reason is on the response side.
            await reading;
            throw new RpcException(new Status(StatusCode.Unavailable, "the stream broke"));
        }
        finally
        {
            await stop.CancelAsync();
            await Quiet(reading);
        }
    }

    private static async Task ReadAsync(IAsyncStreamReader<ConverseResponse> stream, ChannelWriter<ConverseResponse> writer, CancellationToken cancellation)
    {
        try
        {
            while (await stream.MoveNext(cancellation))
            {
                await writer.WriteAsync(stream.Current, cancellation);
            }

            writer.Complete();
        }
        catch (RpcException e)
        {
            writer.Complete(e);
            throw;
        }
    }

    private static async Task Quiet(Task task)
    {
        try
        {
            await task;
        }
        catch (Exception e) when (e is RpcException or OperationCanceledException)
        {
            // Already told, or on purpose.
        }
    }

    private ConverseRequest OpenRequest()
    {
        var format = new AudioFormat { Encoding = options.Encoding, SampleRateHz = options.SampleRateHz };
        var open = new Open
        {
            Assessment = assessment,
            Format = format,
            Capabilities = new Capabilities
            {
                PlaysAudio = true, HasMicrophone = true, Client = "voicestage-interview/1", PromptFormat = format,
                Channel = VoiceStage.V1.Channel.Phone,
            },
            Microphone = new MicrophoneSettings { EchoCancellation = false, NoiseSuppression = false, AutoGainControl = false },
        };
        if (lastSeq > 0)
        {
            open.Resume = new Resume { LastServerSeq = lastSeq, NextAudioOffset = sent.Start };
            resumeCount++;
        }

        return new ConverseRequest { Open = open };
    }

    private async Task TalkAsync(IClientStreamWriter<ConverseRequest> outbound, ChannelReader<ConverseResponse> inbound, CancellationToken cancellation)
    {
        var requests = new List<ConverseRequest>();
        var began = time.GetTimestamp();
        var beganOffset = -1L;
        creditEnd = 0;
        while (!completed)
        {
            while (inbound.TryRead(out var response))
            {
                Handle(response, requests);
            }

            await SendAsync(outbound, requests, cancellation);
            if (completed || (nextOffset + chunkSamples > creditEnd && !await Refill(inbound, requests, cancellation)))
            {
                break;
            }

            if (nextOffset + chunkSamples > creditEnd)
            {
                continue;
            }

            beganOffset = beganOffset < 0 ? nextOffset : beganOffset;
            if (options.RealTime)
            {
                var due = TimeSpan.FromSeconds((double)(nextOffset - beganOffset) / options.SampleRateHz) - time.GetElapsedTime(began);
                if (due > TimeSpan.Zero)
                {
                    await Task.Delay(due, time, cancellation);
                }
            }

            requests.Add(NextAudio());
            Pass(requests);
            await SendAsync(outbound, requests, cancellation);
        }
    }

    /// <summary>Waits for the service; false when it closed the stream.</summary>
    private async Task<bool> Refill(ChannelReader<ConverseResponse> inbound, List<ConverseRequest> requests, CancellationToken cancellation)
    {
        if (!await inbound.WaitToReadAsync(cancellation))
        {
            await inbound.Completion;
            if (!completed && !hungUp)
            {
                throw new RpcException(new Status(StatusCode.Unavailable, "the service closed the stream early"));
            }

            completed = true;
            return false;
        }

        if (inbound.TryRead(out var response))
        {
            Handle(response, requests);
        }

        return true;
    }

    private static async Task SendAsync(IClientStreamWriter<ConverseRequest> outbound, List<ConverseRequest> requests, CancellationToken cancellation)
    {
        try
        {
            foreach (var request in requests)
            {
                await outbound.WriteAsync(request, cancellation);
            }
        }
        catch (RpcException e) when (e.StatusCode == StatusCode.OK)
        {
            // The service has said its last and closed the call in good order; what it said is still to be read.
        }

        requests.Clear();
    }

    private void Handle(ConverseResponse response, List<ConverseRequest> requests)
    {
        lastSeq = Math.Max(lastSeq, response.Seq);
        switch (response.MessageCase)
        {
            case ConverseResponse.MessageOneofCase.Opened:
                // Back on the line: the next break has its own patience.
                brokenSince = 0;
                Reopen(response.Opened.ResumeAudioOffset);
                break;
            case ConverseResponse.MessageOneofCase.Flow:
                creditEnd = response.Flow.CreditOffset + response.Flow.CreditSamples;
                break;
            case ConverseResponse.MessageOneofCase.Prompt:
                Take(response.Prompt, requests);
                break;
            case ConverseResponse.MessageOneofCase.StopPrompt:
                Cut(response.StopPrompt.PromptId, requests);
                break;
            case ConverseResponse.MessageOneofCase.TurnEnded:
                turnEndedTimestamp = Stopwatch.GetTimestamp();
                voice.Stop();
                plans.Clear();
                break;
            case ConverseResponse.MessageOneofCase.Completed:
                closingText = response.Completed.Text;
                completed = true;
                break;
        }
    }

    private void Reopen(long offset)
    {
        prompts.Clear();
        plans.Clear();
        voice.Stop();
        playing = null;
        nextOffset = offset;
        if (offset < sent.Start || offset > sent.End)
        {
            sent.Restart(offset);
        }
    }

    private void Take(Prompt prompt, List<ConverseRequest> requests)
    {
        promptCount++;
        if (turnEndedTimestamp != 0)
        {
            turnToPrompt.Add(Stopwatch.GetElapsedTime(turnEndedTimestamp).TotalMilliseconds);
            turnEndedTimestamp = 0;
        }

        closingText = prompt.Text;
        prompts.Enqueue(prompt);
        PlayNext(requests);
    }

    private void PlayNext(List<ConverseRequest> requests)
    {
        if (playing is not null || !prompts.TryDequeue(out var prompt))
        {
            return;
        }

        playing = prompt;
        promptStart = nextOffset;
        var seconds = prompt.AudioSampleCount > 0 && prompt.AudioFormat is { SampleRateHz: > 0 } format
            ? (double)prompt.AudioSampleCount / format.SampleRateHz
            : prompt.Text.Length * 0.065;
        promptEnd = nextOffset + (long)(seconds * options.SampleRateHz);
        requests.Add(Report(prompt.Id, PlaybackState.Started, 0));
    }

    private void Cut(string promptId, List<ConverseRequest> requests)
    {
        if (playing?.Id == promptId)
        {
            requests.Add(Report(promptId, PlaybackState.Stopped, nextOffset - promptStart));
            Heard(playing, requests);
        }
    }

    /// <summary>What the passing of the audio clock brings.</summary>
    private void Pass(List<ConverseRequest> requests)
    {
        if (playing is not null && nextOffset >= promptEnd)
        {
            requests.Add(Report(playing.Id, PlaybackState.Finished, promptEnd - promptStart));
            Heard(playing, requests);
        }

        foreach (var plan in plans.Where(p => p.Sample <= nextOffset).ToArray())
        {
            plans.Remove(plan);
            plan.Do(requests);
        }

        if (nextOffset > options.MaxCallSeconds * options.SampleRateHz && !hungUp)
        {
            HangUp(requests);
        }
    }

    private void Heard(Prompt prompt, List<ConverseRequest> requests)
    {
        playing = null;
        if (prompt.ExpectsAnswer && prompts.Count == 0)
        {
            Answer(prompt);
        }

        PlayNext(requests);
    }

    private void Answer(Prompt prompt)
    {
        var asking = askings.GetValueOrDefault(prompt.Item) + (prompt.RepeatsPromptId.Length > 0 && askings.ContainsKey(prompt.Item) ? 0 : 1);
        askings[prompt.Item] = asking;
        var when = nextOffset + (long)(options.ResponseLatencySeconds * options.SampleRateHz);
        switch (answers.ActFor(prompt.Item, asking))
        {
            case PatientAct.Speak speak:
                voice.Say(speak.Recording, when);
                break;
            case PatientAct.Press press:
                for (var i = 0; i < press.Keys.Length; i++)
                {
                    var key = press.Keys[i].ToString();
                    plans.Add((when + (i * options.SampleRateHz / 4), list => list.Add(
                        new ConverseRequest { Keypress = new Keypress { Key = key, SampleOffset = nextOffset } })));
                }

                break;
            case PatientAct.Type type:
                plans.Add((when, list => list.Add(new ConverseRequest { Text = new TextAnswer { Text = type.Text } })));
                break;
            case PatientAct.HangUp:
                plans.Add((when, HangUp));
                break;
        }
    }

    private void HangUp(List<ConverseRequest> requests)
    {
        hungUp = true;
        requests.Add(new ConverseRequest { Control = new Control { Action = ControlAction.End } });
    }

    private ConverseRequest Report(string promptId, PlaybackState state, long played) => new()
    {
        Playback = new Playback { PromptId = promptId, State = state, PlayedOffset = played, SampleOffset = nextOffset },
    };

    private ConverseRequest NextAudio()
    {
        Span<short> samples = stackalloc short[chunkSamples];
        if (nextOffset < sent.End)
        {
            // Resending what the broken stream may have lost.
            samples = samples[..(int)Math.Min(chunkSamples, sent.End - nextOffset)];
            sent.CopyTo(nextOffset, samples);
        }
        else
        {
            voice.Fill(samples, nextOffset);
            sent.Append(samples);
        }

        var audio = new Audio { Payload = AudioCoding.Encode(samples, options.Encoding), SampleOffset = nextOffset };
        nextOffset += samples.Length;
        return new ConverseRequest { Audio = audio };
    }
}
