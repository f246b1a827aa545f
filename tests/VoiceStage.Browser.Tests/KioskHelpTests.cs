using Microsoft.Playwright;
using VoiceStage.V1;

namespace VoiceStage.Browser.Tests;

/// <summary>"I need help now" works in every state of the page and reaches a person.</summary>
public sealed class KioskHelpTests(ChromiumBrowser browser)
{
    public enum State
    {
        BeforeTheStart,
        DuringTheFirstPrompt,
        WhileAQuestionStands,
        WhilePaused,
        WithoutAConnection,
    }

    [Theory]
    [InlineData(State.BeforeTheStart)]
    [InlineData(State.DuringTheFirstPrompt)]
    [InlineData(State.WhileAQuestionStands)]
    [InlineData(State.WhilePaused)]
    [InlineData(State.WithoutAConnection)]
    public async Task Help_InEveryState_OpensACase(State state)
    {
        await using var host = await KioskHost.StartAsync(promptSeconds: state == State.DuringTheFirstPrompt ? 60 : 0.3);
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        await BringToAsync(state, new KioskVisitor(page), await host.ReferAsync());

        await page.Locator("#help").ClickAsync();
        if (state == State.WithoutAConnection)
        {
            Assert.Contains("as soon as the connection is back", await page.Locator("#notice").InnerTextAsync(), StringComparison.Ordinal);
            await page.Context.SetOfflineAsync(false);
        }

        await page.WaitForSelectorAsync("#prompt:has-text('putting you through')");
        var found = await host.CaseAsync();
        Assert.NotNull(found);
        Assert.True(found.Level >= CareLevel.Moderate);
    }

    private static async Task BringToAsync(State state, KioskVisitor visitor, string link)
    {
        var page = visitor.Page;
        if (state == State.BeforeTheStart)
        {
            await page.GotoAsync(link);
            return;
        }

        await visitor.StartWithoutMicrophoneAsync(link);
        if (state == State.DuringTheFirstPrompt)
        {
            await page.WaitForSelectorAsync("#state[data-state=mustHear]");
            return;
        }

        await visitor.AskedAsync("consent");
        await visitor.AnswerAsync("consent", "1");
        await visitor.AskedAsync("mood");
        if (state == State.WhilePaused)
        {
            await page.Locator("#pause").ClickAsync();
            await page.WaitForSelectorAsync("#state[data-state=paused]");
        }
        else if (state == State.WithoutAConnection)
        {
            await page.Context.SetOfflineAsync(true);
            await page.WaitForSelectorAsync("#connection[data-state=lost]");
        }
    }
}
