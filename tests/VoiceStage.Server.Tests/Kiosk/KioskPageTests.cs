using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Kiosk;
using VoiceStage.Server.Tests.Hosting;

namespace VoiceStage.Server.Tests.Kiosk;

/// <summary>The files of the page: strict headers, nothing from elsewhere, words for every refusal.</summary>
public sealed partial class KioskPageTests
{
    private static readonly string[] Files =
        ["", "index.html", "kiosk.css", "kiosk.js", "connection.js", "microphone.js", "playback.js", "sent-audio.js", "view.js", "capture-worklet.js", "texts.en.json"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Files_All_AreStrictAndAskForNothingElsewhere()
    {
        await using var host = await RunningHost.StartAsync();
        var http = host.Web();

        foreach (var file in Files)
        {
            var response = await http.GetAsync("kiosk/" + file, Cancellation);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            var policy = response.Headers.GetValues("Content-Security-Policy").Single();
            Assert.StartsWith("default-src 'none'; script-src 'self'; style-src 'self';", policy, StringComparison.Ordinal);
            Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
            Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
            Assert.DoesNotMatch(ElsewhereAddress(), await response.Content.ReadAsStringAsync(Cancellation));
            http.DefaultRequestHeaders.IfNoneMatch.ParseAdd(response.Headers.ETag!.Tag);
            Assert.Equal(HttpStatusCode.NotModified, (await http.GetAsync("kiosk/" + file, Cancellation)).StatusCode);
            http.DefaultRequestHeaders.IfNoneMatch.Clear();
        }
    }

    [Theory]
    [InlineData("kiosk/nothing.js")]
    [InlineData("kiosk/..%2fvoicestage.db")]
    public async Task Files_Others_AreNotThere(string path)
    {
        await using var host = await RunningHost.StartAsync();

        Assert.Equal(HttpStatusCode.NotFound, (await host.Web().GetAsync(path, Cancellation)).StatusCode);
    }

    [Fact]
    public async Task Page_SitesCrisisLine_StandsInItAsText()
    {
        await using var host = await RunningHost.StartAsync(options => options with
        {
            ExtraSettings = new Dictionary<string, string?> { ["VoiceStage:Site:CrisisLineText"] = "Call <b>0800 111 0 111</b> at any hour." },
        });

        var html = await host.Web().GetStringAsync("kiosk/", Cancellation);

        Assert.Contains("Call &lt;b&gt;0800 111 0 111&lt;/b&gt; at any hour.", html, StringComparison.Ordinal);
        Assert.DoesNotContain("{{", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_EveryKeyOfThePage_HasWords()
    {
        await using var host = await RunningHost.StartAsync();
        var http = host.Web();
        var texts = JsonSerializer.Deserialize<Dictionary<string, string>>(await http.GetStringAsync("kiosk/texts.en.json", Cancellation))!;
        var html = await http.GetStringAsync("kiosk/", Cancellation);
        var scripts = string.Concat(await Task.WhenAll(Files.Where(file => file.EndsWith(".js", StringComparison.Ordinal)).Select(file => http.GetStringAsync("kiosk/" + file, Cancellation))));

        Assert.All(TextInPage().Matches(html), match => Assert.Contains(match.Groups[1].Value, texts.Keys));
        Assert.All(TextInScript().Matches(scripts), match => Assert.Contains(match.Groups[1].Value, texts.Keys));
        foreach (var final in FinalCodes().Match(scripts).Groups[1].Value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Select(code => code.Trim('\'')))
        {
            Assert.Contains("problem." + final, texts.Keys);
            Assert.Contains(final, ErrorCodes.All.Keys);
        }
    }

    [Fact]
    public void Link_OfAnAssessment_KeepsTheTicketInTheFragment()
    {
        var link = KioskLink.Of(new("https://kiosk.example.org"), "assessments/a1", new string('f', 64));

        Assert.Equal("/kiosk/", link.PathAndQuery);
        Assert.Equal("#a1." + new string('f', 64), link.Fragment);
    }

    [GeneratedRegex(@"https?://|wss?://|@import|//cdn")]
    private static partial Regex ElsewhereAddress();

    [GeneratedRegex("data-text=\"([^\"]+)\"")]
    private static partial Regex TextInPage();

    [GeneratedRegex(@"(?:view|this)\.text\('([a-z.A-Z]+)'")]
    private static partial Regex TextInScript();

    [GeneratedRegex(@"FINAL = new Set\(\[([^\]]+)\]")]
    private static partial Regex FinalCodes();
}
