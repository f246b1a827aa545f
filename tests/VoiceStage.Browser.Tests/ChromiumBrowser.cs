using Microsoft.Playwright;

namespace VoiceStage.Browser.Tests;

/// <summary>The Chromium of this machine, with a microphone that plays a file. Never downloads one.</summary>
internal sealed class ChromiumBrowser : IAsyncDisposable
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private readonly IPlaywright playwright;
    private readonly IBrowser browser;

    private ChromiumBrowser(IPlaywright playwright, IBrowser browser) => (this.playwright, this.browser) = (playwright, browser);

    /// <summary>Starts it, or skips the test with the reason.</summary>
    /// <param name="microphoneFile">What the microphone hears; null has a device that beeps.</param>
    /// <param name="deniesMicrophone">Whether the person says no when the browser asks.</param>
    public static async Task<ChromiumBrowser> StartOrSkipAsync(string? microphoneFile = null, bool deniesMicrophone = false)
    {
        var program = Locate();
        Assert.SkipWhen(program is null, "no Chromium is here: apt-get install chromium");
        var playwright = await Playwright.CreateAsync();
        List<string> arguments = ["--no-sandbox", "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required"];
        if (!deniesMicrophone)
        {
            arguments.Add("--use-fake-ui-for-media-stream");
        }

        if (microphoneFile is not null)
        {
            arguments.Add($"--use-file-for-fake-audio-capture={microphoneFile}%noloop");
        }

        return new(playwright, await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = [.. arguments, "--headless=new"] }));
    }

    /// <summary>A fresh profile with an empty tab. What the page logs as an error fails the test that asks for it.</summary>
    public async Task<(IPage Page, List<string> Faults)> OpenAsync()
    {
        var page = await browser.NewPageAsync();
        page.SetDefaultTimeout(20_000);
        var faults = new List<string>();
        page.PageError += (_, message) => faults.Add(message);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                faults.Add(message.Text);
            }
        };
        return (page, faults);
    }

    public async ValueTask DisposeAsync()
    {
        await browser.DisposeAsync();
        playwright.Dispose();
    }

    private static string? Locate() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
