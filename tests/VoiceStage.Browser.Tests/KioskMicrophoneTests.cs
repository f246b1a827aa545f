using Microsoft.Playwright;
using VoiceStage.Acoustics.Recordings;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition.Vosk;

namespace VoiceStage.Browser.Tests;

/// <summary>With a microphone that plays a file, and without one.</summary>
public sealed class KioskMicrophoneTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Microphone_Denied_SaysWhatToDoAndGoesOnWithButtons()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync(deniesMicrophone: true);
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);
        await page.GotoAsync(await host.ReferAsync());

        await page.Locator("#start-voice").ClickAsync();
        await page.WaitForSelectorAsync("#start-note:not([hidden])");

        Assert.Contains("allow the microphone", await page.Locator("#start-note").InnerTextAsync(), StringComparison.Ordinal);
        await visitor.PhotographAsync("kiosk-microphone-denied");
        await page.Locator("#start-keys").ClickAsync();
        await visitor.AskedAsync("consent");
        await visitor.AnswerAsync("consent", "1");
        Assert.Equal("mood", await visitor.NextAsync());
    }

    [Fact]
    public async Task Microphone_AnswerSpoken_IsHeardWithItsLatencyAndAnUntouchedVoice()
    {
        var models = SpeechModelFolder.Locate();
        Assert.SkipUnless(models is { HasVosk: true, HasSilero: true }, "the recogniser's model is not here: ./voicestage setup fetches it");
        var file = Path.Combine(AppContext.BaseDirectory, "spoken-consent.wav");
        WriteBetweenSilences(Path.Combine(Checkout.Folder, "audio-samples", "patients", "well", "consent.wav"), file);
        await using var host = await KioskHost.StartAsync(new VoskSpeechRecognizer(VoskOptions.From(models)));
        var (page, faults) = await browser.OpenOrSkipAsync(file);
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);
        await page.GotoAsync(await host.ReferAsync());

        await page.Locator("#start-voice").ClickAsync();
        // Heard in the check, and then still: the next words belong to the conversation.
        await page.WaitForFunctionAsync("""
            () => {
              const isStill = document.getElementById('check-heard').textContent !== '' && document.getElementById('check-level').value < 0.1;
              window.stillSince = isStill ? window.stillSince ?? performance.now() : undefined;
              return isStill && performance.now() - window.stillSince > 700;
            }
            """);
        await page.Locator("#check-go").ClickAsync();
        await visitor.AskedAsync("mood");
        await visitor.PhotographAsync("kiosk-with-microphone");

        var events = await host.EventsAsync();
        var stream = events.OfType<StreamConnected>().First();
        Assert.True(stream.HasMicrophone);
        Assert.True(stream.VoiceComparable);
        Assert.Equal(16_000, stream.SampleRateHz);
        var consent = events.OfType<AnswerHeard>().Last(heard => heard.ItemId == "consent");
        Assert.Contains(consent.Transcripts, transcript => transcript.Text.Contains("yes", StringComparison.Ordinal));
        Assert.True(consent.ResponseLatencySeconds > 0.2, $"{consent.ResponseLatencySeconds}");
        Assert.Equal("yes", Session.Fold(await host.EntriesAsync()).Answers["consent"].Code);
        Assert.Empty(faults);
    }

    [Theory]
    [InlineData(44_100)]
    [InlineData(48_000)]
    [InlineData(16_000)]
    public async Task Capture_AnyRateOfTheDevice_BecomesTheRateOfTheCall(int deviceRateHz)
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        await page.GotoAsync(host.Addresses.Web + "kiosk/");

        // Levels in dB against a tone that passes unchanged.
        Assert.InRange(await CapturedDbAsync(page, deviceRateHz, 200), -0.1, 0.1);
        Assert.InRange(await CapturedDbAsync(page, deviceRateHz, 3_000), -0.1, 0.1);
        if (deviceRateHz > 16_000)
        {
            Assert.InRange(await CapturedDbAsync(page, deviceRateHz, 7_000), -0.2, 0.1);
            // 9 kHz would fold back to 7 kHz, 12 kHz to 4 kHz.
            Assert.True(await CapturedDbAsync(page, deviceRateHz, 9_000) < -60);
            Assert.True(await CapturedDbAsync(page, deviceRateHz, 12_000) < -60);
        }
    }

    [Fact]
    public async Task SentAudio_BreaksAndCredit_KeepsWithinBoundsAndSaysWhatIsMissing()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        await page.GotoAsync(host.Addresses.Web + "kiosk/");

        var sent = await page.EvaluateAsync<string[]>("""
            async () => {
              const { SentAudio } = await import('./sent-audio.js');
              const audio = new SentAudio(1000);
              const log = [];
              const flush = () => audio.flush((announced, payload) => log.push(`${announced ? announced.audio.sampleOffset + (announced.audio.discontinuity ? '!' : '') : ''}+${payload.byteLength / 2}`));
              const add = (count) => { for (let i = 0; i < count; i++) audio.add(new ArrayBuffer(200)); };
              audio.resumeAt(0); add(3); flush(); log.push('credit');
              audio.granted(250, 0); flush(); log.push(`kept ${audio.firstKept}`);
              audio.granted(1000, 100); flush(); log.push(`kept ${audio.firstKept}`);
              audio.resumeAt(200); log.push(`kept ${audio.firstKept}`); audio.granted(1200, 200); flush();
              add(30); log.push(`kept ${audio.firstKept}`); audio.granted(5000, 300); flush();
              return log;
            }
            """);

        Assert.Equal(
            ["credit", "0+100", "+100", "kept 0", "+100", "kept 100", "kept 200", "200+100", "kept 2300", "2300!+100", .. Enumerable.Repeat("+100", 9)], sent);
    }

    /// <summary>Level of a tone after the worklet, in dB of its level before, the first and last tenth of a second left out.</summary>
    private static Task<double> CapturedDbAsync(IPage page, int deviceRateHz, int toneHz) => page.EvaluateAsync<double>("""
        async ([rate, hz]) => {
          const context = new OfflineAudioContext(1, rate / 2, rate);
          await context.audioWorklet.addModule('capture-worklet.js');
          const tone = new OscillatorNode(context, { frequency: hz });
          const half = new GainNode(context, { gain: 0.5 });
          const node = new AudioWorkletNode(context, 'capture', { processorOptions: { sampleRateHz: 16000 } });
          const frames = [];
          const received = new Promise((done) => { node.port.onmessage = ({ data }) => { frames.push(new Int16Array(data.payload)); if (frames.length === 23) done(); }; });
          tone.connect(half).connect(node).connect(context.destination);
          tone.start();
          await context.startRendering();
          await received;
          let energy = 0, count = 0;
          for (const frame of frames.slice(5, 20)) for (const sample of frame) { energy += (sample / 32767) ** 2; count++; }
          return 10 * Math.log10(energy / count / 0.125 + 1e-12);
        }
        """, new[] { deviceRateHz, toneHz });

    private static void WriteBetweenSilences(string answer, string to)
    {
        using var spoken = File.OpenRead(answer);
        var recording = WavReader.Read(spoken);
        var samples = new float[recording.SampleCount + 6 * recording.SampleRateHz];
        recording.Samples.Span.CopyTo(samples.AsSpan(3 * recording.SampleRateHz));
        File.WriteAllBytes(to, WavWriter.ToBytes(new Recording(samples, recording.SampleRateHz)));
    }
}
