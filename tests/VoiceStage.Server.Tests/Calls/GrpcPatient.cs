using System.Threading.Channels;
using Google.Protobuf;
using Grpc.Core;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>A patient at the other end of a real gRPC stream: plays prompts, answers each question with one second of tone, as fast as credit allows.</summary>
internal sealed class GrpcPatient(AssessmentService.AssessmentServiceClient client, string assessment, string ticket)
{
    private const int Rate = 8_000;
    private const int Chunk = 800;
    private readonly Queue<Prompt> toPlay = new();
    private long offset;
    private long creditEnd;
    private long toneFrom = -1;
    private int questions;

    public long LastSeq { get; private set; }

    public List<ConverseResponse> Received { get; } = [];

    public bool IsCompleted { get; private set; }

    public static async Task<(string Assessment, string Ticket)> ReferAsync(ReferralService.ReferralServiceClient upstream, string patient)
    {
        var created = await upstream.CreateReferralAsync(new CreateReferralRequest
        {
            Parent = $"patients/{patient}",
            Referral = new Referral { ConsentReference = "consent-1", Protocol = "brief" },
        });
        return (created.Referral.Assessment, created.Ticket);
    }

    /// <summary>Talks until the end, or breaks the line in the middle of an answer.</summary>
    public async Task TalkAsync(CancellationToken cancellation, int breakAfterQuestions = int.MaxValue, bool resumes = false)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        using var call = client.Converse(new Metadata { { "authorization", "Ticket " + ticket } }, cancellationToken: stop.Token);
        var inbox = System.Threading.Channels.Channel.CreateUnbounded<ConverseResponse>();
        var reading = ReadAsync(call.ResponseStream, inbox.Writer);
        var open = new Open
        {
            Assessment = assessment,
            Format = new AudioFormat { Encoding = AudioEncoding.Mulaw, SampleRateHz = Rate },
            Capabilities = new Capabilities { PlaysAudio = true, HasMicrophone = true, PromptFormat = new AudioFormat { Encoding = AudioEncoding.Mulaw, SampleRateHz = Rate } },
        };
        if (resumes)
        {
            open.Resume = new Resume { LastServerSeq = LastSeq, NextAudioOffset = Math.Max(0, offset - 30 * Rate) };
        }

        toPlay.Clear();
        toneFrom = -1;
        questions = 0;
        await call.RequestStream.WriteAsync(new ConverseRequest { Open = open }, stop.Token);
        while (await NextAsync(inbox.Reader))
        {
            if (IsCompleted)
            {
                break;
            }

            if (questions > breakAfterQuestions && toneFrom >= 0 && offset > toneFrom + Rate / 2)
            {
                await stop.CancelAsync();
                return;
            }

            try
            {
                await PlayAsync(call.RequestStream, stop.Token);
                if (offset + Chunk <= creditEnd)
                {
                    await SendAudioAsync(call.RequestStream, stop.Token);
                }
            }
            catch (RpcException) when (!stop.IsCancellationRequested)
            {
                // The server ended the stream while this was on its way to it: why, it has said before, or the reading says.
                await reading;
                creditEnd = 0;
            }
        }

        await reading;
    }

    private async Task<bool> NextAsync(ChannelReader<ConverseResponse> inbox)
    {
        if (offset + Chunk > creditEnd && !await inbox.WaitToReadAsync())
        {
            return false;
        }

        while (inbox.TryRead(out var response))
        {
            Received.Add(response);
            LastSeq = response.Seq;
            switch (response.MessageCase)
            {
                case ConverseResponse.MessageOneofCase.Opened:
                    offset = response.Opened.ResumeAudioOffset;
                    creditEnd = 0;
                    break;
                case ConverseResponse.MessageOneofCase.Flow:
                    creditEnd = response.Flow.CreditOffset + response.Flow.CreditSamples;
                    break;
                case ConverseResponse.MessageOneofCase.Prompt:
                    toPlay.Enqueue(response.Prompt);
                    break;
                case ConverseResponse.MessageOneofCase.TurnEnded:
                    toneFrom = -1;
                    break;
                case ConverseResponse.MessageOneofCase.Completed:
                    IsCompleted = true;
                    return true;
            }
        }

        return true;
    }

    private async Task PlayAsync(IClientStreamWriter<ConverseRequest> stream, CancellationToken cancellation)
    {
        while (toPlay.TryDequeue(out var prompt))
        {
            await ReportAsync(stream, prompt, PlaybackState.Started, cancellation);
            await ReportAsync(stream, prompt, PlaybackState.Finished, cancellation);
            if (prompt.ExpectsAnswer)
            {
                questions++;
                toneFrom = offset + Rate / 2;
            }
        }
    }

    private static async Task ReportAsync(IClientStreamWriter<ConverseRequest> stream, Prompt prompt, PlaybackState state, CancellationToken cancellation) =>
        await stream.WriteAsync(new ConverseRequest { Playback = new Playback { PromptId = prompt.Id, State = state } }, cancellation);

    private async Task SendAudioAsync(IClientStreamWriter<ConverseRequest> stream, CancellationToken cancellation)
    {
        var codes = new byte[Chunk];
        for (var i = 0; i < Chunk; i++)
        {
            var isTone = toneFrom >= 0 && offset + i >= toneFrom && offset + i < toneFrom + Rate;
            codes[i] = VoiceStage.Acoustics.Recordings.G711.EncodeMuLaw((short)(isTone ? 9_000 * Math.Sin(0.3 * i) : 0));
        }

        await stream.WriteAsync(new ConverseRequest { Audio = new Audio { Payload = UnsafeByteOperations.UnsafeWrap(codes), SampleOffset = offset } }, cancellation);
        offset += Chunk;
    }

    private static async Task ReadAsync(IAsyncStreamReader<ConverseResponse> stream, ChannelWriter<ConverseResponse> inbox)
    {
        try
        {
            while (await stream.MoveNext(CancellationToken.None))
            {
                inbox.TryWrite(stream.Current);
            }

            inbox.Complete();
        }
        catch (RpcException e)
        {
            inbox.Complete(e);
        }
    }
}
