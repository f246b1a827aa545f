using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Acoustics.Synthesis;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Recordings;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Browser.Tests;

/// <summary>A case whose call was recorded and whose open answer was measured, written as a call writes it.</summary>
internal static class RecordedCase
{
    private const int Rate = 16_000;

    /// <summary>Writes it.</summary>
    /// <returns>Id of the case.</returns>
    public static async Task<string> MakeAsync(IServiceProvider services)
    {
        const string Assessment = "recorded";
        var now = services.GetRequiredService<TimeProvider>().GetUtcNow();
        var voice = SyntheticVoice.Speak(new SyntheticVoiceOptions
        {
            DurationSeconds = 8, F0Hz = 180, GainContour = [new(0, 0), new(0.3, 1), new(2, 1), new(2.1, 0), new(3, 0), new(3.1, 1), new(7.5, 1), new(7.7, 0)],
        }).Recording;
        var referral = new Referral
        {
            PatientId = "patient-1", ReferralId = "r1", ConsentReference = "c1", GreetingName = "Ada", Sex = "female", CallbackNumber = "+15550100", TextScore = new(0.8, "probability", now.AddDays(-1), [0.4, 0.6]),
            Posts = [new("I cannot do this much longer.", now.AddDays(-1), 0.9)],
        };
        await services.GetRequiredService<ISessionJournal>().AppendAsync(
            Assessment, 0, now, 0,
            [
                new SessionOpened(Assessment, "brief", "1", "1", "lr-fusion/1", referral),
                new StreamConnected("c1", CallChannel.Phone, Rate, HasMicrophone: true, VoiceComparable: true, 0),
                new ConsentRecorded(ConsentState.Given, "1", "en-US"),
                new AnswerHeard
                {
                    PromptId = "p2", ItemId = "mood", End = TurnEnd.Silence, StartSample = 2 * Rate, EndSample = 8 * Rate, SpeechSeconds = 6,
                    Transcripts = [new Transcript { Engine = "vosk/free", Text = "i do not want to live" }], Profile = VoiceMeasurement.Measure(voice), ResponseLatencySeconds = 1.9,
                },
                new RiskPhraseHeard("mood", "ideation", "not-live", "vosk/free", 2 * Rate),
                new EscalationOpened("e-recorded", CareLevel.High, Pending: false, ["phrase.ideation", "text.score"]),
            ],
            TestContext.Current.CancellationToken);
        await using var writer = services.GetRequiredService<RecordingStore>().OpenWriter(Assessment, "patient-1", Rate, 0);
        writer.GiveConsent();
        await writer.AppendAsync(Array.ConvertAll(voice.Samples.ToArray(), x => (short)(x * 32_767)), TestContext.Current.CancellationToken);
        return "e-recorded";
    }
}
