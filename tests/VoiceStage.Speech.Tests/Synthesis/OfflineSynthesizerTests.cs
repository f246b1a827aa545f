using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Speech.Tests.Synthesis;

public class OfflineSynthesizerTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("slt")]
    [InlineData("rms")]
    [InlineData("awb")]
    [InlineData("kal16")]
    public async Task Flite_EachVoice_SpeaksTenWordsInASensibleTime(string voice)
    {
        Assert.SkipUnless(FliteSynthesizer.IsInstalled, "flite is not installed");
        var spoken = await new FliteSynthesizer().SpeakAsync("how often have you been bothered by any of these", voice, Cancellation);
        Assert.Equal(16_000, spoken.SampleRateHz);
        Assert.InRange(spoken.DurationSeconds, 1.5, 6);
        Assert.True(spoken.Samples.ToArray().Max() > 0.1);
    }

    [Fact]
    public async Task Flite_Stretched_TakesLonger()
    {
        Assert.SkipUnless(FliteSynthesizer.IsInstalled, "flite is not installed");
        var own = await new FliteSynthesizer().SpeakAsync("nearly every day", "slt", Cancellation);
        var slow = await new FliteSynthesizer(new SpokenStyle { Stretch = 1.5 }).SpeakAsync("nearly every day", "slt", Cancellation);
        Assert.InRange(slow.DurationSeconds / own.DurationSeconds, 1.3, 1.6);
    }

    [Fact]
    public async Task Espeak_Variant_Speaks()
    {
        Assert.SkipUnless(EspeakSynthesizer.IsInstalled, "espeak-ng is not installed");
        var spoken = await new EspeakSynthesizer().SpeakAsync("nearly every day", "en-gb+f3", Cancellation);
        Assert.Equal(22_050, spoken.SampleRateHz);
        Assert.InRange(spoken.DurationSeconds, 0.6, 3);
    }

    [Theory]
    [InlineData("-o /tmp/voicestage-must-not-exist")]
    [InlineData("$(touch /tmp/voicestage-must-not-exist)")]
    [InlineData("a\"; touch /tmp/voicestage-must-not-exist; \"")]
    public async Task Speak_TextThatLooksLikeACommand_IsOnlySpoken(string text)
    {
        Assert.SkipUnless(FliteSynthesizer.IsInstalled && EspeakSynthesizer.IsInstalled, "flite or espeak-ng is not installed");
        File.Delete("/tmp/voicestage-must-not-exist");
        Assert.True((await new FliteSynthesizer().SpeakAsync(text, "kal16", Cancellation)).DurationSeconds > 0.3);
        Assert.True((await new EspeakSynthesizer().SpeakAsync(text, "en-us", Cancellation)).DurationSeconds > 0.3);
        Assert.False(File.Exists("/tmp/voicestage-must-not-exist"));
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("../slt")]
    [InlineData("-v")]
    public async Task Speak_UnknownVoice_IsRefusedByCode(string voice)
    {
        var flite = await Assert.ThrowsAsync<SpeechEngineException>(async () => await new FliteSynthesizer().SpeakAsync("yes", voice, Cancellation));
        Assert.Equal("VOICE_UNKNOWN", flite.Code);
        if (!char.IsAsciiLetter(voice[0]))
        {
            var espeak = await Assert.ThrowsAsync<SpeechEngineException>(async () => await new EspeakSynthesizer().SpeakAsync("yes", voice, Cancellation));
            Assert.Equal("VOICE_UNKNOWN", espeak.Code);
        }
    }

    [Fact]
    public async Task Speak_EmptyOrEndlessText_IsRefused()
    {
        await Assert.ThrowsAsync<ArgumentException>(async () => await new FliteSynthesizer().SpeakAsync(" ", "slt", Cancellation));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await new FliteSynthesizer().SpeakAsync(new string('a', 2_001), "slt", Cancellation));
    }
}
