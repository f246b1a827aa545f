using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition.Vosk;

namespace VoiceStage.Browser.Tests;

/// <summary>With a microphone that plays a file, and without one.</summary>
public sealed class KioskMicrophoneTests
{
    [Fact]
    public async Task Microphone_Denied_SaysWhatToDoAndGoesOnWithButtons()
    {
        await using var host = await KioskHost.StartAsync();
        await using var browser = await ChromiumBrowser.StartOrSkipAsync(deniesMicrophone: true);
        var (page, _) = await browser.OpenAsync();
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
}
