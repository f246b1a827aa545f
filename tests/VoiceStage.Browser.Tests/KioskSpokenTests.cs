using Microsoft.Playwright;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition.Vosk;

namespace VoiceStage.Browser.Tests;

/// <summary>A whole assessment spoken into the page with the recordings of a story: the same answers and level as that story has over gRPC.</summary>
public sealed class KioskSpokenTests(ChromiumBrowser browser)
{
    /// <summary>A microphone into which the test plays a recording when it is the patient's turn; what follows it (capture, frames, credit) is the page's own.</summary>
    private const string Microphone = """
        let context, line;
        navigator.mediaDevices.getUserMedia = async () => {
          context = new AudioContext();
          line = context.createMediaStreamDestination();
          const track = line.stream.getAudioTracks()[0];
          track.getSettings = () => ({ echoCancellation: false, noiseSuppression: false, autoGainControl: false });
          return line.stream;
        };
        window.say = async (base64) => {
          const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
          const source = context.createBufferSource();
          source.buffer = await context.decodeAudioData(bytes.buffer);
          source.connect(line);
          source.start(context.currentTime + 0.3);
        };
        """;

    [Fact]
    public async Task Conversation_SpokenStory_HasTheAnswersAndTheLevelOfTheStory()
    {
        var models = SpeechModelFolder.Locate();
        Assert.SkipUnless(models is { HasVosk: true, HasSilero: true }, "the recogniser's model is not here: ./voicestage setup fetches it");
        await using var host = await KioskHost.StartAsync(new VoskSpeechRecognizer(VoskOptions.From(models)), promptSeconds: 0.1);
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        await page.AddInitScriptAsync(Microphone);
        await page.GotoAsync(await host.ReferAsync());
        await page.EvaluateAsync("""
            () => {
              window.voices = [];
              new MutationObserver(() => window.voices.push(document.getElementById('voice-text').textContent + ' ' + document.getElementById('voice-line').getAttribute('d')))
                .observe(document.getElementById('voice-line'), { attributes: true });
            }
            """);
        await page.Locator("#start-voice").ClickAsync();
        await page.Locator("#check-go").ClickAsync();

        var story = Path.Combine(Checkout.Folder, "audio-samples", "patients", "well");
        while (await NextAsync(page) is { } item)
        {
            var said = Convert.ToBase64String(await File.ReadAllBytesAsync(Path.Combine(story, item + ".wav"), TestContext.Current.CancellationToken));
            await page.EvaluateAsync("sound => say(sound)", said);
            // The turn is over when its question does not stand any more.
            await page.WaitForFunctionAsync("item => document.getElementById('state').dataset.state === 'thinking' || document.getElementById('prompt').dataset.item !== item || !document.getElementById('end').hidden", item);
        }

        var session = Session.Fold(await host.EntriesAsync());
        var means = (await File.ReadAllLinesAsync(Path.Combine(story, "..", "manifest.tsv"), TestContext.Current.CancellationToken))
            .Select(line => line.Split('\t')).Where(row => row[0].StartsWith("well/", StringComparison.Ordinal) && row[3] != "-").ToList();
        Assert.Equal(7, means.Count);
        Assert.All(means, row => Assert.Equal(row[3], session.Answers[row[0]["well/".Length..^".wav".Length]].Value));
        Assert.Equal(CareLevel.Low, session.Level);
        Assert.Equal(SessionOutcome.Completed, session.Closed?.Outcome);
        Assert.NotEmpty(session.Voice);
        // While the open answers were spoken, their pitch was drawn and their pauses told; after them nothing of it stands.
        var voices = await page.EvaluateAsync<string[]>("() => window.voices");
        Assert.Contains(voices, voice => voice.StartsWith("Your voice is heard.", StringComparison.Ordinal) && voice.Contains('L', StringComparison.Ordinal));
        Assert.True(await page.Locator("#voice").IsHiddenAsync());
        // The same recordings over gRPC end with the same answers, level and outcome.
        await host.CallAsync(story);
        var called = Session.Fold(await host.EntriesAsync());
        Assert.Equal(Outcome(session), Outcome(called));
        Assert.Equal("", (await page.Locator("#voice-text").TextContentAsync())!);
    }

    private static IEnumerable<string> Outcome(Session session) =>
    [
        .. session.Answers.Where(pair => pair.Value.Value is not null).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value.Code}/{pair.Value.Value}"),
        $"{session.Level}", $"{session.Closed?.Outcome} {session.Closed?.Why}", string.Join(',', session.Reasons),
    ];

    /// <summary>The item whose answer is listened for, or null at the end.</summary>
    private static async Task<string?> NextAsync(IPage page)
    {
        var found = await page.WaitForFunctionAsync(
            "() => !document.getElementById('end').hidden ? 'END' : document.getElementById('state').dataset.state === 'listening' ? document.getElementById('prompt').dataset.item : ''");
        var item = await found.JsonValueAsync<string>();
        return item == "END" ? null : item;
    }
}
