using Google.Protobuf.WellKnownTypes;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Turns;
using VoiceStage.V1;

namespace VoiceStage.Server.Calls;

/// <summary>One stream of one assessment, as a state machine: it is called with what arrives and with the passing of time, and says what is to be sent.</summary>
/// <remarks>
/// One logical thread; the next call waits for the one before. Nothing here starts a thread or reads a clock that was not given, so a whole
/// conversation runs deterministically on virtual time. Two clocks: the audio clock, which drives every timer of the conversation, and the
/// given <see cref="TimeProvider"/>, which only notices that no audio comes.
/// </remarks>
internal sealed partial class Call : IAsyncDisposable
{
    private const double StallSeconds = 10;
    private const int MostStalls = 3;
    private const string Paused = "paused";
    private const string HandingOver = "handoff";
    private readonly CallParts parts;
    private readonly CallSetup setup;
    private readonly SessionPen pen;
    private readonly Action<ConverseResponse> send;
    private readonly Action<Task<SessionObservation?>> later;
    private readonly CancellationToken cancellation;
    private readonly ServerSequence sequence = new();
    private readonly PatientPauses pauses = new();
    private readonly AnswerPipeline pipeline;
    private readonly RiskWatch watch;
    private readonly ISpeechActivity activity;
    private readonly SpeechStates speech;
    private volatile TaskCompletionSource urgent = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AudioIntake intake;
    private CreditWindow credit;
    private ICallRecording? recording;
    private Completed? closing;
    private Wait? wait;
    private long soundlessSamples;
    private long idleSamples;
    private int stalls;
    private bool isDraining;
    private bool isFinishing;

    /// <summary>Makes one; <see cref="OpenAsync"/> begins it.</summary>
    /// <param name="parts">What calls share.</param>
    /// <param name="setup">What the client said.</param>
    /// <param name="send">Takes a message for the client; never blocks.</param>
    /// <param name="later">Takes what will be known of an answer later.</param>
    /// <param name="cancellation">The stream is gone.</param>
    public Call(CallParts parts, CallSetup setup, Action<ConverseResponse> send, Action<Task<SessionObservation?>> later, CancellationToken cancellation)
    {
        (this.parts, this.setup, this.send, this.later, this.cancellation) = (parts, setup, send, later, cancellation);
        pen = new SessionPen(parts.Journal, parts.RulesFor, parts.Time, setup.AssessmentId);
        pipeline = new AnswerPipeline(parts.Options, parts.FindRisk, parts.FindControl, parts.Time);
        watch = new RiskWatch(parts.FindRisk, parts.FindControl);
        activity = parts.NewActivity();
        speech = new SpeechStates(Rate);
        intake = new AudioIntake(Rate, 0);
        credit = new CreditWindow(Samples(parts.Options.CreditSeconds), 0);
    }

    /// <summary>Whether the last message was sent: the stream closes.</summary>
    public bool IsOver { get; private set; }

    /// <summary>Samples of the assessment's audio that were processed.</summary>
    public long AudioSample => intake.Position;

    /// <summary>Audio before this offset may be sent. Safe to read while the call works.</summary>
    public long GrantedUpTo => credit.GrantedUpTo;

    /// <summary>The session as it stands.</summary>
    public Session State => pen.State;

    private int Rate => setup.Format.SampleRateHz;

    /// <summary>Audio clock: samples processed, and time in which no sound came.</summary>
    private long Clock => intake.Position + soundlessSamples;

    private bool MayListen => closing is null && failing is null && wait is not { Cause: Paused };

    /// <summary>Takes one message of the client.</summary>
    public ValueTask TakeAsync(ConverseRequest request) => request.MessageCase switch
    {
        ConverseRequest.MessageOneofCase.Audio => TakeAudioAsync(request.Audio),
        ConverseRequest.MessageOneofCase.Keypress => TakeKeyAsync(request.Keypress),
        ConverseRequest.MessageOneofCase.Playback => TakePlaybackAsync(request.Playback),
        ConverseRequest.MessageOneofCase.Text => TakeTextAsync(request.Text),
        ConverseRequest.MessageOneofCase.Control => TakeControlAsync(request.Control),
        ConverseRequest.MessageOneofCase.Ack => ValueTask.CompletedTask,
        ConverseRequest.MessageOneofCase.Open => throw ErrorCodes.AlreadyOpen.Refusal(),
        _ => throw ErrorCodes.InvalidMessage.Refusal(("why", "empty")),
    };

    /// <summary>What a message says if it asks for a person now, else null.</summary>
    public static ControlUsed? AsksForHelp(ConverseRequest request) =>
        request.Keypress?.Key == "0" ? new(ControlKind.NeedHelpNow, "key")
        : request.Control?.Action == ControlAction.NeedHelpNow ? new(ControlKind.NeedHelpNow, "button") : null;

    /// <summary>A call for help waits behind what is being done: whatever that waits for, it waits no longer. Safe from another thread.</summary>
    public void Hurry() => urgent.TrySetResult();

    /// <summary>Takes words or measures that came later.</summary>
    public ValueTask TakeLateAsync(SessionObservation late) => ObserveAsync(late);

    /// <summary>Reads what others appended to the session.</summary>
    public async ValueTask CatchUpAsync() => await TellAsync(await pen.CatchUpAsync(cancellation));

    /// <summary>The stream broke without a goodbye.</summary>
    public async ValueTask LoseAsync()
    {
        if (closing is null && pen.State.Closed is null)
        {
            await KeepWordsUnderWayAsync();
            await ObserveAsync(new StreamLost(connectionId));
        }
    }

    /// <summary>The client closed its side in order: it hung up.</summary>
    public async ValueTask HangUpAsync()
    {
        if (pen.State.Closed is null)
        {
            await KeepWordsUnderWayAsync();
            await ObserveAsync(new CallEnded("hang_up"));
        }
    }

    /// <summary>What was being said when the line went is still heard: these may be the words that matter most.</summary>
    private async ValueTask KeepWordsUnderWayAsync()
    {
        GiveUpTurn();
        if (outsideEars is not null)
        {
            await EndOutsideStretchAsync();
        }
    }

    /// <summary>Asks the client to go on elsewhere: at once, or when the answer that is being given has come to its end.</summary>
    /// <exception cref="CallRefusedException">At once.</exception>
    public void BeginDrain()
    {
        isDraining = true;
        Warn("DRAINING", "This node is being stopped; the conversation goes on elsewhere.");
        if (turn?.FirstSpeechAt is null)
        {
            throw ErrorCodes.Draining.Refusal();
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        activity.Dispose();
        ears?.Dispose();
        outsideEars?.Dispose();
        await StopRecordingAsync();
    }

    private async ValueTask ObserveAsync(SessionObservation observation, bool kindly = false)
    {
        if (failing is not null)
        {
            await KeepMeanwhileAsync(observation);
            return;
        }

        try
        {
            await TellAsync(await pen.ObserveAsync(observation, intake.Position, cancellation), kindly);
        }
        catch (StoreFailedException failed)
        {
            await BeginFailSafeAsync(failed);
        }
    }

    /// <summary>Tells the client what was recorded, and does what it asks of the call.</summary>
    /// <param name="entries">New entries in order.</param>
    /// <param name="kindly">Lets the patient come to a pause before anything is said.</param>
    private async ValueTask TellAsync(IReadOnlyList<JournalEntry> entries, bool kindly = false)
    {
        var prompts = new List<PromptAsked>();
        foreach (var entry in entries)
        {
            switch (entry.Event)
            {
                case PromptAsked prompt:
                    prompts.Add(prompt);
                    break;
                case SessionClosed closed:
                    closing = PatientMessages.From(closed, pen.State, parts.Options)!.Completed;
                    wait = null;
                    break;
                case ControlUsed { Control: ControlKind.Pause } when pen.State.IsPaused:
                    wait = new Wait(Paused, Clock, Clock);
                    break;
                case ControlUsed { Control: ControlKind.Resume } when wait is { Cause: Paused }:
                    wait = null;
                    break;
                case ConsentRecorded consent:
                    await FollowConsentAsync(consent);
                    break;
                case CallEnded:
                    outstanding.Clear();
                    break;
                case SessionConsequence consequence:
                    if (consequence is HandoffBegun && wait is not { Cause: HandingOver })
                    {
                        wait = new Wait(HandingOver, Clock, Clock);
                    }

                    Send(PatientMessages.From(consequence, pen.State, parts.Options, pen.Rules.RemainingCount(pen.State)));
                    break;
            }
        }

        if (prompts.Count > 0)
        {
            await SayAsync(prompts, kindly);
        }

        await FinishWhenSaidAsync();
    }

    /// <summary>The last words were heard: the end of the call is recorded, then told.</summary>
    private async ValueTask FinishWhenSaidAsync()
    {
        if (closing is null || outstanding.Count > 0 || held is not null || IsOver || isFinishing)
        {
            return;
        }

        isFinishing = true;
        await PassStoppedAsync(isLast: true);
        if (pen.State is { CallEnd: null, Closed: not null } && connectionId.Length > 0)
        {
            await ObserveAsync(new CallEnded("completed"));
        }

        Send(new ConverseResponse { Completed = closing });
        IsOver = true;
    }

    private void Send(ConverseResponse? message)
    {
        if (message is null)
        {
            return;
        }

        message.Seq = sequence.Next(pen.State.Version);
        message.EventTime = Timestamp.FromDateTimeOffset(parts.Time.GetUtcNow());
        send(message);
    }

    private void Warn(string code, string text) => Send(new ConverseResponse { Warning = new() { Code = code, Text = text } });

    private long Samples(double seconds) => (long)(seconds * Rate);

    /// <summary>A wait that no sound ends: told to the rules at intervals.</summary>
    private sealed record Wait(string Cause, long Since, long ToldAt);
}
