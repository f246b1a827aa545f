using System.Net;
using System.Text.RegularExpressions;
using VoiceStage.Server.Tests.Hosting;

namespace VoiceStage.Server.Tests.Clinic;

/// <summary>A browser without scripts: keeps cookies, follows nothing by itself, fills in forms.</summary>
internal sealed partial class ClinicReader : IDisposable
{
    private readonly HttpClient http;

    public ClinicReader(RunningHost host) =>
        http = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() }) { BaseAddress = new Uri(host.Addresses.Web, "/clinic/") };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static async Task<ClinicReader> SignedInAsync(RunningHost host, string name = "dr-a", string role = VoiceStage.Server.Security.Roles.Clinician)
    {
        var reader = new ClinicReader(host);
        await reader.SignInAsync(host.Identities.TokenFor(name, role));
        return reader;
    }

    public async Task<string> SignInAsync(string token)
    {
        var page = await TextAsync("sign-in");
        var answer = await PostAsync("sign-in", page, ("token", token));
        return answer.Headers.Location!.ToString();
    }

    public Task<HttpResponseMessage> GetAsync(string path, string? range = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (range is not null)
        {
            request.Headers.TryAddWithoutValidation("Range", range);
        }

        return http.SendAsync(request, Cancellation);
    }

    public async Task<string> TextAsync(string path)
    {
        var answer = await GetAsync(path);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    /// <summary>Presses a button of a page: its hidden fields go along.</summary>
    public Task<HttpResponseMessage> PostAsync(string path, string page, params (string Name, string Value)[] fields)
    {
        var all = fields.ToDictionary(field => field.Name, field => field.Value, StringComparer.Ordinal);
        all.TryAdd("__RequestVerificationToken", FormToken().Match(page).Groups[1].Value);
        if (Etag().Match(page) is { Success: true } etag)
        {
            all.TryAdd("etag", etag.Groups[1].Value);
        }

        return http.PostAsync(path, new FormUrlEncodedContent(all), Cancellation);
    }

    public void Dispose() => http.Dispose();

    [GeneratedRegex("name=\"__RequestVerificationToken\" value=\"([^\"]+)\"")]
    private static partial Regex FormToken();

    [GeneratedRegex("name=\"etag\" value=\"([^\"]+)\"")]
    private static partial Regex Etag();
}
