using VoiceStage.Server.Answers;
using VoiceStage.V1;

namespace VoiceStage.Server.Tests.Calls;

public sealed class CallLiveVoiceTests
{
    [Fact]
    public async Task Speak_OpenAnswerOfAClientThatShowsIt_SeesPitchLevelAndPauses()
    {
        await using var patient = await AtOpenQuestionAsync(showsVoice: true);

        await SpeakAndWaitAsync(patient, 2);
        await patient.SilenceAsync(0.6);
        await SpeakAndWaitAsync(patient, 2);

        var views = patient.All(response => response.LiveVoice).ToList();
        Assert.NotEmpty(views);
        Assert.All(views.Zip(views.Skip(1)), pair => Assert.True(pair.Second.AudioOffset - pair.First.AudioOffset >= 3_200, "more than five a second"));
        // The tone of the test patient: sin(0.2 n) at 16 kHz.
        Assert.Contains(views, view => view.HasF0Hz && Math.Abs(view.F0Hz - 509.3) < 3);
        Assert.InRange(views[^1].LevelDbfs, -20, -3);
        Assert.Equal(1, views[^1].PauseCount);
        Assert.InRange(views[^1].PauseTotalSeconds, 0.5, 0.7);
        Assert.True(views[^1].AudioOffset <= patient.Offset);
    }

    [Fact]
    public async Task Speak_ClientThatDoesNotShowIt_IsSentNone()
    {
        await using var patient = await AtOpenQuestionAsync(showsVoice: false);

        await SpeakAndWaitAsync(patient, 2);

        Assert.Empty(patient.All(response => response.LiveVoice));
    }

    [Fact]
    public async Task Speak_BeforeConsent_IsNotShown()
    {
        var stage = new CallStage { Measuring = new MeasuringDesk() }.Well();
        await using var patient = await TestPatient.CallAsync(stage, Shows);
        await patient.HearAsync();

        await SpeakAndWaitAsync(patient, 2);

        Assert.Empty(patient.All(response => response.LiveVoice));
    }

    private static async Task<TestPatient> AtOpenQuestionAsync(bool showsVoice)
    {
        var stage = new CallStage { Measuring = new MeasuringDesk() }.Well();
        var patient = await TestPatient.CallAsync(stage, showsVoice ? Shows : null);
        await patient.AnswerAsync();
        await patient.HearAsync();
        Assert.Equal("mood", patient.LastPrompt!.Item);
        await patient.SilenceAsync(0.5);
        return patient;
    }

    private static Open Shows(Open open)
    {
        open.Capabilities.ShowsVoice = true;
        return open;
    }

    /// <summary>Speaks in pieces and lets the desk beside the call work each off.</summary>
    private static async Task SpeakAndWaitAsync(TestPatient patient, double seconds)
    {
        for (var spoken = 0.0; spoken < seconds - 0.001; spoken += 0.1)
        {
            await patient.SpeakAsync(0.1);
            await patient.Stage.Measuring!.IdleAsync();
        }
    }
}
