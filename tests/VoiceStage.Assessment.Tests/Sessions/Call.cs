using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Tests.Sessions;

/// <summary>A call as the server would lead it: each observation is journalled with its consequences, on a clock that a test turns.</summary>
internal sealed class Call
{
    private readonly List<JournalEntry> _entries = [];
    private DateTimeOffset _now = new(2026, 3, 2, 14, 0, 0, TimeSpan.Zero);

    private Call(SessionRules rules) => Rules = rules;

    public SessionRules Rules { get; }

    public Session Session { get; private set; } = new();

    public IReadOnlyList<JournalEntry> Entries => _entries;

    /// <summary>Consequences of the last observation.</summary>
    public IReadOnlyList<SessionConsequence> Last { get; private set; } = [];

    public string? Asked => Session.Question?.ItemId;

    public IEnumerable<SessionEvent> Events => _entries.Select(entry => entry.Event);

    public static Referral Patient => new() { PatientId = "p", ReferralId = "r", ConsentReference = "c", BirthDate = new DateOnly(1980, 1, 1) };

    public static Call Opened(string protocol = "brief", Referral? referral = null, IRiskModel? model = null, SitePolicy? site = null)
    {
        var rules = new SessionRules(Protocol.Load(protocol), site, model);
        var call = new Call(rules);
        call.See(new SessionOpened("a1", rules.Protocol.Id, rules.Protocol.Version, rules.PolicyVersion, rules.RiskModelName, referral ?? Patient));
        return call;
    }

    public static Call Connected(string protocol = "brief", Referral? referral = null, IRiskModel? model = null, SitePolicy? site = null)
    {
        var call = Opened(protocol, referral, model, site);
        call.Connect();
        return call;
    }

    /// <summary>Connected, and consent given.</summary>
    public static Call Begun(string protocol = "brief", Referral? referral = null, IRiskModel? model = null) =>
        Connected(protocol, referral, model).Say("yes");

    public Call Connect(bool hasMicrophone = true, CallChannel channel = CallChannel.Phone) => See(new StreamConnected("c1", channel, 16_000, hasMicrophone, true, 0));

    public Call See(SessionObservation observation, double afterSeconds = 1)
    {
        _now = _now.AddSeconds(afterSeconds);
        var moment = new Moment(_now, Session.AudioSample + (long)(afterSeconds * 16_000));
        Last = Rules.Respond(Session, observation, moment);
        foreach (var happened in new SessionEvent[] { observation }.Concat(Last))
        {
            var entry = new JournalEntry("a1", Session.Version + 1, moment.Time, moment.AudioSample, happened);
            _entries.Add(entry);
            Session = Session.Apply(entry);
        }

        return this;
    }

    public AnswerHeard Turn(TurnEnd end = TurnEnd.Silence) =>
        new() { PromptId = Session.Question?.PromptId ?? "", ItemId = Session.Question?.ItemId ?? "", End = end };

    /// <summary>Both ears hear these words.</summary>
    public Call Say(string words, VoiceProfile? profile = null) => See(Turn() with
    {
        SpeechSeconds = 1.5,
        Transcripts = [new() { Engine = "vosk/grammar", Text = words, Confidence = 0.97 }, new() { Engine = "vosk/free", Text = words, Confidence = 0.95 }],
        Profile = profile,
        ResponseLatencySeconds = 0.8,
    });

    /// <summary>Speech of which nothing can be made.</summary>
    public Call Mumble() => See(Turn() with
    {
        SpeechSeconds = 1,
        Transcripts = [new() { Engine = "vosk/grammar", Text = "[unk]", Confidence = 0.4 }, new() { Engine = "vosk/free", Text = "the bird was", Confidence = 0.4 }],
    });

    public Call Press(string keys) => See(Turn(TurnEnd.Keys) with { Keys = keys });

    public Call Silence() => See(Turn(TurnEnd.NoSpeech), 5);

    public Call HangUp() => See(new CallEnded("hang_up"));

    /// <summary>Answers the questions as they come, by keys or words of a table; stops at the first that the table does not hold.</summary>
    public Call Answer(IReadOnlyDictionary<string, string> answers)
    {
        for (var turn = 0; turn < 60 && Session.Closed is null && Asked is { } item && answers.TryGetValue(item, out var answer); turn++)
        {
            _ = answer switch
            {
                "silence" => Silence(),
                "mumble" => Mumble(),
                "skip" => See(new ControlUsed(ControlKind.Skip, "key")),
                _ when answer.Length == 1 => Press(answer),
                _ => Say(answer),
            };
        }

        return this;
    }

    public T? Find<T>() where T : SessionEvent => Events.OfType<T>().LastOrDefault();

    public void MustReplay() => Assert.Null(Rules.Replay(_entries));
}
