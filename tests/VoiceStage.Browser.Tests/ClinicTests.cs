using System.Globalization;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Journal;

namespace VoiceStage.Browser.Tests;

/// <summary>The clinic console in a real browser: live, by keys, on one printed page, by the rules of axe, and kept as pictures.</summary>
public sealed class ClinicTests(ChromiumBrowser browser)
{
    [Fact]
    public async Task Console_PatientAsksForHelpAtTheKiosk_IsSeenTakenAndClosed()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, faults) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        await page.GotoAsync(host.ClinicLink);
        await page.WaitForSelectorAsync("body[data-page=worklist]");
        Assert.DoesNotContain('#', page.Url);
        await page.WaitForFunctionAsync("() => document.getElementById('live').textContent === 'Live.'");
        await CheckAsync(page, "clinic-1-empty");

        var kiosk = await page.Context.NewPageAsync();
        var visitor = new KioskVisitor(kiosk);
        await visitor.StartWithoutMicrophoneAsync(await host.ReferAsync());
        await visitor.AskedAsync("consent");
        await visitor.AnswerAsync("consent", "1");
        await visitor.AskedAsync("mood");
        await visitor.AnswerAsync("mood", "I cannot sleep <b>at all</b>");
        await visitor.AskedAsync("phq.1");
        await kiosk.Locator("#help").ClickAsync();

        // Nobody reloads: the case comes by itself.
        await page.BringToFrontAsync();
        await page.WaitForSelectorAsync("#rows tbody tr");
        await CheckAsync(page, "clinic-2-worklist");
        await page.Keyboard.PressAsync("j");
        Assert.Equal("A", await page.EvaluateAsync<string>("document.activeElement.tagName"));
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForSelectorAsync("body[data-page=case]");
        await CheckAsync(page, "clinic-3-case");
        Assert.Contains("help", await page.Locator(".sbar").InnerTextAsync(), StringComparison.OrdinalIgnoreCase);

        await page.Keyboard.PressAsync("a");
        await page.WaitForSelectorAsync(".told:has-text('Done.')");
        Assert.Contains("clinician has it", await page.Locator(".trail").InnerTextAsync(), StringComparison.Ordinal);
        await page.Locator("form[data-action=resolve] select").SelectOptionAsync("ContactedSafe");
        await page.Locator("form[data-action=resolve] button").ClickAsync();
        await page.WaitForSelectorAsync(".trail:has-text('spoken with, safe for now')");
        await CheckAsync(page, "clinic-4-closed");

        await page.Keyboard.PressAsync("Escape");
        await page.WaitForSelectorAsync("body[data-page=worklist]");
        Assert.Equal(0, await page.Locator("#rows tbody tr").CountAsync());
        await page.Locator(".top form button").ClickAsync();
        await page.WaitForSelectorAsync("body[data-page=sign-in]");
        await CheckAsync(page, "clinic-5-sign-in");
        Assert.DoesNotContain(faults, fault => fault.Contains("Content Security Policy", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Case_RecordedCall_PlaysFromTheQuoteAndPrintsOnOnePage()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        var id = await RecordedCase.MakeAsync(host.Services);
        await page.GotoAsync(host.ClinicLink);
        await page.WaitForSelectorAsync("body[data-page=worklist]");

        await page.GotoAsync($"{host.Addresses.Web}clinic/cases/{id}");
        await page.WaitForFunctionAsync("() => document.querySelector('.trace')?.naturalWidth > 0");
        await page.Locator(".play").First.ClickAsync();
        await page.WaitForFunctionAsync("() => document.getElementById('call').currentTime > 1.4");
        await CheckAsync(page, "clinic-6-recorded-case");

        var paper = await page.PdfAsync(new() { Format = "A4" });
        Assert.Single(System.Text.RegularExpressions.Regex.Matches(System.Text.Encoding.Latin1.GetString(paper), "/Type\\s*/Page[^s]"));
    }

    [Fact]
    public async Task Worklist_FiveThousandOpenCases_IsReadAndSearchedByKeys()
    {
        await using var host = await KioskHost.StartAsync();
        var (page, _) = await browser.OpenOrSkipAsync();
        await using var window = page.Context;
        await AddAsync(host.Services, 5_000);
        await page.GotoAsync(host.ClinicLink);
        await page.WaitForSelectorAsync("body[data-page=worklist]");

        Assert.Contains("5,000 cases", await page.Locator("#count").InnerTextAsync(), StringComparison.Ordinal);
        Assert.Equal(50, await page.Locator("#rows tbody tr").CountAsync());
        Assert.Equal("IMMINENT", await page.Locator("#rows .level").First.InnerTextAsync());
        await CheckAsync(page, "clinic-7-five-thousand");
        await page.Keyboard.PressAsync("/");
        await page.Keyboard.TypeAsync("patient-4711");
        await page.Keyboard.PressAsync("Enter");
        await page.WaitForFunctionAsync("() => document.querySelectorAll('#rows tbody tr').length === 1");
        Assert.Contains("patient-4711", await page.Locator("#rows tbody").InnerTextAsync(), StringComparison.Ordinal);

        // Turned off, a stray letter does nothing; turned on, it takes the case that is marked and opens it.
        await page.Locator("#keys").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("a");
        Assert.Equal(0, await page.Locator("tr.here").CountAsync());
        Assert.Equal("Single keys: off", await page.Locator("#keys").InnerTextAsync());
        await page.Locator("#keys").ClickAsync();
        await page.Keyboard.PressAsync("j");
        await page.Keyboard.PressAsync("a");
        await page.WaitForSelectorAsync("body[data-page=case] .told:has-text('Done.')");
        Assert.Contains("clinician has it", await page.Locator(".trail").InnerTextAsync(), StringComparison.Ordinal);
    }

    private static async Task AddAsync(IServiceProvider services, int count)
    {
        await using var db = await services.GetRequiredService<IDbContextFactory<VoiceStageDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken);
        var nowMs = TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds();
        db.Escalations.AddRange(Enumerable.Range(0, count).Select(i => new EscalationRow
        {
            Id = string.Create(CultureInfo.InvariantCulture, $"e-{i}"), AssessmentId = string.Create(CultureInfo.InvariantCulture, $"a-{i}"), PatientId = string.Create(CultureInfo.InvariantCulture, $"patient-{i:0000}"),
            Level = (CareLevel)(1 + i % 5), State = EscalationState.Open, Pending = false, ReasonsJson = "[\"asq.1:yes\",\"phq.9:2\"]", OpenedMs = nowMs - i, LevelMs = nowMs - i, OpenedSample = 0,
            AcknowledgeDeadlineMs = nowMs + 60_000L * i, ContactDeadlineMs = nowMs + 120_000L * i, NextStepMs = null, Etag = 1,
        }));
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }

    private static async Task CheckAsync(IPage page, string name)
    {
        await new KioskVisitor(page).PhotographAsync(name);
        var result = await page.RunAxe(new AxeRunOptions());
        Assert.True(result.Passes.Length > 0);
        Assert.True(
            result.Violations.Length == 0,
            name + ": " + string.Join("; ", result.Violations.Select(violation => $"{violation.Id}: {violation.Help} ({string.Join(", ", violation.Nodes.Select(node => node.Html))})")));
    }
}
