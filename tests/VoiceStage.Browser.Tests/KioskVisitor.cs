using Microsoft.Playwright;

namespace VoiceStage.Browser.Tests;

/// <summary>A person in front of the page: reads what stands there, presses, and waits for what comes.</summary>
internal sealed class KioskVisitor(IPage page)
{
    public IPage Page => page;

    public ILocator Prompt => page.Locator("#prompt");

    public ILocator End => page.Locator("#end");

    public async Task StartWithoutMicrophoneAsync(string link, bool withSound = true)
    {
        await page.GotoAsync(link);
        if (!withSound)
        {
            await page.Locator("#sound").UncheckAsync();
        }

        await page.Locator("#start-keys").ClickAsync();
    }

    /// <summary>Waits until an answer to an item is asked for.</summary>
    public Task AskedAsync(string item) =>
        page.WaitForSelectorAsync($"#prompt[data-item='{item}'] ~ #choices button:enabled, #prompt[data-item='{item}'] ~ #typing:not([hidden]) button:enabled");

    /// <summary>Answers each question as it comes until the page says that it is over.</summary>
    /// <param name="answers">By item: a key, or the words to type.</param>
    /// <param name="otherwise">The key of closed items that are not named.</param>
    /// <param name="byKeyboard">Presses keys instead of buttons.</param>
    /// <returns>Items in the order they were answered.</returns>
    public async Task<IReadOnlyList<string>> AnswerAllAsync(IReadOnlyDictionary<string, string> answers, string otherwise = "2", bool byKeyboard = false)
    {
        var answered = new List<string>();
        while (await NextAsync() is { } item)
        {
            await AnswerAsync(item, answers.GetValueOrDefault(item, otherwise), byKeyboard);
            answered.Add(item);
        }

        return answered;
    }

    public async Task AnswerAsync(string item, string answer, bool byKeyboard = false)
    {
        if (answer is not [>= '0' and <= '9'])
        {
            await page.Locator("#typed").FillAsync(answer);
            await page.Locator("#typing button").ClickAsync();
        }
        else if (byKeyboard)
        {
            await page.Keyboard.PressAsync(answer);
        }
        else
        {
            await page.Locator($"#choices button[data-key='{answer}']").ClickAsync();
        }

        // Taken: this question's answers are gone.
        await page.WaitForFunctionAsync(
            "() => !document.getElementById('end').hidden || (document.querySelectorAll('#choices button:enabled').length === 0 && document.getElementById('typing').hidden) || document.getElementById('prompt').dataset.item !== '" + item + "'");
    }

    /// <summary>The item that waits for an answer, or null when it is over or a person is coming.</summary>
    public async Task<string?> NextAsync()
    {
        var found = await page.WaitForFunctionAsync("""
            () => !document.getElementById('end').hidden || document.getElementById('state').dataset.state === 'handoff' ? 'END'
              : document.querySelector('#choices button:enabled, #typing:not([hidden]) button:enabled') ? document.getElementById('prompt').dataset.item || 'NONE' : ''
            """);
        var item = await found.JsonValueAsync<string>();
        return item == "END" ? null : item;
    }

    /// <summary>Keeps what stands on the screen beside the test's output.</summary>
    public async Task PhotographAsync(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(AppContext.BaseDirectory, "screenshots")).FullName;
        var path = Path.Combine(folder, name + ".png");
        await page.ScreenshotAsync(new() { Path = path, FullPage = true });
        TestContext.Current.AddAttachment(name, await File.ReadAllBytesAsync(path), "image/png");
    }
}
