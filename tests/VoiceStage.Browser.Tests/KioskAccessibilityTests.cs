using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;

namespace VoiceStage.Browser.Tests;

/// <summary>Every screen of the page by the rules of axe (WCAG 2.2 A and AA and its best practices), and kept as a picture.</summary>
public sealed class KioskAccessibilityTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Screens_All_HaveNoViolation()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, faults) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);

        await page.GotoAsync(host.Addresses.Web + "kiosk/");
        await page.WaitForSelectorAsync("#end:not([hidden])");
        await CheckAsync(visitor, "1-incomplete-link");

        await page.GotoAsync(await host.ReferAsync());
        await page.WaitForSelectorAsync("#start:not([hidden])");
        await CheckAsync(visitor, "2-start");

        await page.Locator("#start-voice").ClickAsync();
        await page.WaitForSelectorAsync("#check:not([hidden])");
        await CheckAsync(visitor, "3-microphone");

        await page.Locator("#check-keys").ClickAsync();
        await visitor.AskedAsync("consent");
        await CheckAsync(visitor, "4-consent");
        await visitor.AnswerAsync("consent", "1");
        await visitor.AskedAsync("mood");
        await CheckAsync(visitor, "5-open-question");
        await visitor.AnswerAsync("mood", "quite well");
        await visitor.AskedAsync("phq.1");
        await CheckAsync(visitor, "6-closed-question");
        await page.Locator("#stop").ClickAsync();
        await CheckAsync(visitor, "7-stop");
        await page.Locator("#leave-not").ClickAsync();

        await page.Context.SetOfflineAsync(true);
        await page.WaitForSelectorAsync("#connection[data-state=lost]");
        await page.Locator("#help").ClickAsync();
        await CheckAsync(visitor, "8-help-without-connection");
        await page.Context.SetOfflineAsync(false);
        await page.WaitForSelectorAsync("#state[data-state=handoff]");
        await CheckAsync(visitor, "9-hand-over");
        Assert.DoesNotContain(faults, fault => fault.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Page_KeyboardAlone_ReachesEveryControl()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);
        await page.GotoAsync(await host.ReferAsync());
        await page.WaitForSelectorAsync("#start:not([hidden])");

        Assert.Equal(["sound", "start-voice", "start-keys", "help"], await TabThroughAsync(visitor, 4));
        await page.Locator("#start-keys").FocusAsync();
        await page.Keyboard.PressAsync("Enter");
        await visitor.AskedAsync("consent");
        await page.Locator("#prompt").FocusAsync();

        Assert.Equal(["key 1", "key 2", "repeat", "pause", "skip", "stop", "help"], await TabThroughAsync(visitor, 7));
    }

    private static async Task<IReadOnlyList<string>> TabThroughAsync(KioskVisitor visitor, int count)
    {
        var reached = new List<string>();
        for (var i = 0; i < count; i++)
        {
            await visitor.Page.Keyboard.PressAsync("Tab");
            reached.Add(await visitor.Page.EvaluateAsync<string>("document.activeElement.id || 'key ' + document.activeElement.dataset.key"));
        }

        return reached;
    }

    private static async Task CheckAsync(KioskVisitor visitor, string name)
    {
        await visitor.PhotographAsync("kiosk-" + name);
        var result = await visitor.Page.RunAxe(new AxeRunOptions());
        Assert.True(result.Passes.Length > 0);
        Assert.True(
            result.Violations.Length == 0,
            name + ": " + string.Join("; ", result.Violations.Select(violation => $"{violation.Id}: {violation.Help} ({string.Join(", ", violation.Nodes.Select(node => node.Html))})")));
    }
}
