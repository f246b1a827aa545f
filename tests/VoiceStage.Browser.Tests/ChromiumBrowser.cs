using Microsoft.Playwright;

[assembly: AssemblyFixture(typeof(VoiceStage.Browser.Tests.ChromiumBrowser))]

namespace VoiceStage.Browser.Tests;

/// <summary>The Chromium of this machine, with a microphone that plays a file. Never downloads one. Started once for the whole run; each test has its own profile.</summary>
public sealed class ChromiumBrowser : IAsyncLifetime
{
    private static readonly string[] Names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];
    private readonly SemaphoreSlim starting = new(1, 1);
    private readonly Dictionary<string, IBrowser> browsers = [];
    private IPlaywright? playwright;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>An empty tab in a fresh profile, or skips the test with the reason.</summary>
    /// <param name="microphoneFile">What the microphone hears, over and over; null has a device that beeps.</param>
    /// <param name="deniesMicrophone">Whether the person says no when the browser asks.</param>
    /// <returns>The tab, and what it logs as an error.</returns>
    public async Task<(IPage Page, List<string> Faults)> OpenOrSkipAsync(string? microphoneFile = null, bool deniesMicrophone = false)
    {
        var program = Locate();
        Assert.SkipWhen(program is null, "no Chromium is here: apt-get install chromium");
        List<string> arguments = ["--headless=new", "--no-sandbox", "--use-fake-device-for-media-stream", "--autoplay-policy=no-user-gesture-required"];
        if (!deniesMicrophone)
        {
            arguments.Add("--use-fake-ui-for-media-stream");
        }

        if (microphoneFile is not null)
        {
            arguments.Add($"--use-file-for-fake-audio-capture={microphoneFile}");
        }

        var context = await (await StartAsync(program, arguments)).NewContextAsync();
        var page = await context.NewPageAsync();
        page.SetDefaultTimeout(40_000);
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
        foreach (var browser in browsers.Values)
        {
            await browser.DisposeAsync();
        }

        playwright?.Dispose();
        starting.Dispose();
    }

    private async Task<IBrowser> StartAsync(string program, List<string> arguments)
    {
        await starting.WaitAsync(TestContext.Current.CancellationToken);
        try
        {
            playwright ??= await Playwright.CreateAsync();
            var key = string.Join(' ', arguments);
            if (!browsers.TryGetValue(key, out var browser))
            {
                browsers[key] = browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = program, Headless = true, Args = arguments });
            }

            return browser;
        }
        finally
        {
            starting.Release();
        }
    }

    private static string? Locate() => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
        .SelectMany(folder => Names.Select(name => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
}
