using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Tests.Sessions;

/// <summary>The same low-confidence answer in two turns counts; anything else that is unclear twice stays unclear, which is positive.</summary>
public class SaidTwiceTests
{
    [Fact]
    public void Respond_FaintNoTwice_IsTakenAsNo()
    {
        var call = AtFirstSuicideItem();

        Hear(call, "no", 0.6, "go");
        Assert.Equal(PromptPurpose.Confirm, call.Session.Question!.Purpose);
        Hear(call, "no", 0.62, "go");

        Assert.True(call.Session.Answers["asq.1"].Is("no"));
        Assert.Equal("SAID_TWICE", call.Session.Answers["asq.1"].Why);
        call.MustReplay();
    }

    [Theory]
    [InlineData("no", 0.6, "yes")]
    [InlineData("no", 0.3, "go")]
    [InlineData("[unk]", 0.9, "you know")]
    [InlineData("no", 0.6, "i want to die")]
    public void Respond_FaintNoThenAnythingLess_StaysUnclear(string grammar, double confidence, string free)
    {
        var call = AtFirstSuicideItem();

        Hear(call, "no", 0.6, "go");
        Hear(call, grammar, confidence, free);

        Assert.Equal(AnswerKind.Unclear, call.Session.Answers["asq.1"].Kind);
        call.MustReplay();
    }

    [Fact]
    public void Respond_FaintNoThenFaintYes_IsNotNo()
    {
        var call = AtFirstSuicideItem();

        Hear(call, "no", 0.6, "go");
        Hear(call, "yes", 0.6, "guess");

        Assert.NotEqual("no", call.Session.Answers["asq.1"].Value);
    }

    private static Call AtFirstSuicideItem()
    {
        var call = Call.Begun().Say("fine");
        while (call.Asked is { } item && item != "asq.1")
        {
            call.Press("1");
        }

        Assert.Equal("asq.1", call.Asked);
        return call;
    }

    private static void Hear(Call call, string grammar, double confidence, string free) => call.See(call.Turn() with
    {
        SpeechSeconds = 0.5,
        Transcripts = [new() { Engine = "vosk/grammar", Text = grammar, Confidence = confidence }, new() { Engine = "vosk/free", Text = free, Confidence = 0.9 }],
    });
}
