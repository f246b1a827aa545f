using VoiceStage.V1;

namespace VoiceStage.Browser.Tests;

/// <summary>Whole conversations in a real browser against a whole host.</summary>
public sealed class KioskConversationTests(ChromiumBrowser browser)
{
    private static readonly Dictionary<string, string> InDanger = new()
    {
        ["consent"] = "1", ["mood"] = "i feel very low", ["phq.1"] = "4", ["phq.2"] = "4", ["phq.3"] = "3", ["phq.4"] = "3", ["phq.5"] = "2", ["phq.6"] = "3",
        ["phq.7"] = "2", ["phq.8"] = "1", ["phq.9"] = "3", ["asq.1"] = "1", ["asq.4.when"] = "7", ["asq.5"] = "1", ["closing"] = "please help me",
    };

    private static readonly Dictionary<string, string> Well = new()
    {
        ["consent"] = "1", ["mood"] = "i have been fine", ["phq.1"] = "1", ["phq.2"] = "1", ["closing"] = "nothing else",
    };

    [Theory]
    [InlineData(false, true)]
    [InlineData(true, false)]
    public async Task Conversation_SomebodyInDanger_IsOnTheWorklistAtTheHighestLevel(bool byKeyboard, bool withSound)
    {
        await using var host = await KioskHost.StartAsync();
        var (page, faults) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);

        await visitor.StartWithoutMicrophoneAsync(await host.ReferAsync(), withSound);
        var answered = await visitor.AnswerAllAsync(InDanger, byKeyboard: byKeyboard);

        Assert.Superset(new HashSet<string>(["consent", "mood", "phq.1", "phq.9", "asq.1", "asq.5"]), answered.ToHashSet());
        Assert.Equal(answered.Count, answered.Distinct().Count());
        Assert.Equal(CareLevel.Imminent, (await host.CaseAsync())?.Level);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Conversation_SomebodyWell_EndsInWordsAndClearsTheScreen()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, faults) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);
        var link = await host.ReferAsync();

        await visitor.StartWithoutMicrophoneAsync(link);
        await visitor.AnswerAllAsync(Well);

        Assert.Contains("not an all-clear", await page.Locator("#end-text").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("#wipe").ClickAsync();
        Assert.DoesNotContain("#", page.Url, StringComparison.Ordinal);
        Assert.DoesNotContain("all-clear", await page.Locator("body").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal("0", await page.EvaluateAsync<string>("String(localStorage.length + sessionStorage.length + document.cookie.length)"));

        await page.GotoAsync(link);
        await page.Locator("#start-keys").ClickAsync();
        await page.WaitForSelectorAsync("#end:not([hidden])");
        Assert.Contains("already over", await page.Locator("#end-text").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Empty(faults);
    }

    [Fact]
    public async Task Conversation_LineBreaksInTheMiddle_GoesOnWhereItStood()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);
        await visitor.StartWithoutMicrophoneAsync(await host.ReferAsync());
        foreach (var item in new[] { "consent", "mood", "phq.1" })
        {
            await visitor.AskedAsync(item);
            await visitor.AnswerAsync(item, Well[item]);
        }

        await visitor.AskedAsync("phq.2");
        await page.Context.SetOfflineAsync(true);
        await page.WaitForSelectorAsync("#connection[data-state=lost]");
        Assert.True(await page.Locator("#help").IsEnabledAsync());
        Assert.Contains("988", await page.Locator("#crisis").InnerTextAsync(), StringComparison.Ordinal);
        await page.Context.SetOfflineAsync(false);
        var answered = await visitor.AnswerAllAsync(Well);

        Assert.Equal(["phq.2", "asq.1", "asq.2", "asq.3", "asq.4", "closing"], answered);
    }

    [Fact]
    public async Task Conversation_PageIsLoadedAgain_GoesOnWhereItStood()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        var visitor = new KioskVisitor(page);
        await visitor.StartWithoutMicrophoneAsync(await host.ReferAsync());
        await visitor.AskedAsync("consent");
        await visitor.AnswerAsync("consent", "1");
        await visitor.AskedAsync("mood");

        await page.ReloadAsync();
        await page.Locator("#start-keys").ClickAsync();

        Assert.Equal("mood", await visitor.NextAsync());
    }
}
