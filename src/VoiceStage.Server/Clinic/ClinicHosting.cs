using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using VoiceStage.Server.Clinic.Pages;
using VoiceStage.Server.Escalations;
using VoiceStage.Server.Journal;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Clinic;

/// <summary>The clinic console: pages that are whole without a script; a small one adds live updates, keys and playing quotes.</summary>
internal static class ClinicHosting
{
    public const string Path = "/clinic";

    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    public static IServiceCollection AddClinic(this IServiceCollection services, VoiceStageSettings settings, TimeProvider clock)
    {
        services.AddRazorComponents();
        services.AddAntiforgery(forms =>
        {
            forms.Cookie = new FormCookie { IsSecure = !settings.IsDevelopment, HttpOnly = true, IsEssential = true };
            forms.Cookie.Name = "voicestage-clinic-form";
            forms.Cookie.Path = Path;
            forms.Cookie.SameSite = SameSiteMode.Strict;
        });
        // Sessions survive a restart, and hold on every node that shares the folder.
        services.AddDataProtection().SetApplicationName("VoiceStage").PersistKeysToFileSystem(new DirectoryInfo(System.IO.Path.Combine(settings.DataDirectory, "session-keys")));
        services.AddOptions<KeyManagementOptions>().Configure<StorageOptions>((keys, storage) => keys.XmlEncryptor = new SessionKeyEncryptor(storage));
        services.AddAuthentication().AddCookie(ClinicSession.Scheme, cookie => ClinicSession.Configure(cookie, !settings.IsDevelopment, clock));
        return services.AddSingleton<ClinicAssets>().AddSingleton<ClinicSession>().AddSingleton<CaseSound>().AddSingleton<CaseActions>().AddSingleton<PatientHistory>();
    }

    public static void MapClinic(this IEndpointRouteBuilder endpoints)
    {
        // Each page asks for the session itself: who has none is shown where to sign in, not a status code.
        var group = endpoints.MapGroup(Path).RequireAuthorization(Policies.Anybody);
        group.MapGet("/assets/{file}", (HttpContext context, string file, ClinicAssets assets) => assets.WriteAsync(context, file));
        group.MapGet("/sign-in", (HttpContext context) => Page<SignInPage>(context, new() { [nameof(SignInPage.HasFailed)] = context.Request.Query.ContainsKey("failed") }));
        group.MapPost("/sign-in", SignInAsync);
        group.MapPost("/sign-out", SignOutAsync);
        group.MapGet("/", (HttpContext context, EscalationStore store, TimeProvider clock) => WorklistAsync<WorklistPage>(context, store, clock));
        group.MapGet("/rows", (HttpContext context, EscalationStore store, TimeProvider clock) => WorklistAsync<WorklistRows>(context, store, clock));
        group.MapGet("/changes", ChangesAsync);
        group.MapGet("/cases/{id}", CaseAsync);
        group.MapGet("/cases/{id}/audio.wav", (HttpContext context, string id, CaseSound sound) => sound.AudioAsync(context, id));
        group.MapGet("/cases/{id}/trace.svg", (HttpContext context, string id, CaseSound sound) => sound.TraceAsync(context, id));
        group.MapGet("/cases/{id}/fhir.json", (HttpContext context, string id, CaseReports reports, EscalationStore store, TimeProvider clock) =>
            ExportAsync(context, id, reports, store, "application/fhir+json", report => FhirBundle.Of(report, clock.GetUtcNow()).ToJsonString()));
        group.MapGet("/cases/{id}/report.html", (HttpContext context, string id, CaseReports reports, EscalationStore store) =>
            ExportAsync(context, id, reports, store, "text/html; charset=utf-8", CaseDocument.Html));
        group.MapPost("/cases/{id}/{action}", (HttpContext context, string id, string action, CaseActions actions) => actions.DoAsync(context, id, action));
    }

    /// <summary>Headers of everything that the console sends.</summary>
    public static void Protect(HttpResponse response, string cache = "no-store")
    {
        response.Headers.ContentSecurityPolicy = ContentSecurityPolicy;
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
        response.Headers["Cross-Origin-Opener-Policy"] = "same-origin";
        response.Headers.CacheControl = cache;
    }

    /// <summary>Sends somebody without a session to sign in.</summary>
    public static IResult SignIn() => Results.Redirect(Path + "/sign-in");

    private static RazorComponentResult<T> Page<T>(HttpContext context, Dictionary<string, object?> parameters, int status = 200)
        where T : IComponent
    {
        Protect(context.Response);
        return new RazorComponentResult<T>(parameters) { StatusCode = status, PreventStreamingRendering = true };
    }

    private static async Task<IResult> SignInAsync(HttpContext context, ClinicSession session)
    {
        if (!await session.IsOursAsync(context))
        {
            return Results.Redirect(Path + "/sign-in?failed=1");
        }

        var token = (await context.Request.ReadFormAsync(context.RequestAborted))["token"].ToString().Trim();
        return Results.Redirect(token.Length > 0 && await session.SignInAsync(context, token) ? Path + "/" : Path + "/sign-in?failed=1");
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, ClinicSession session)
    {
        if (await session.IsOursAsync(context))
        {
            await context.SignOutAsync(ClinicSession.Scheme);
        }

        return SignIn();
    }

    private static async Task<IResult> WorklistAsync<T>(HttpContext context, EscalationStore store, TimeProvider clock)
        where T : IComponent
    {
        if (await ClinicSession.WhoAsync(context) is not { } reader)
        {
            return SignIn();
        }

        var query = WorklistQuery.From(context.Request.Query);
        var cases = await store.ListWorklistAsync(query.State == "resolved", context.RequestAborted);
        var view = WorklistView.Of(cases, query, reader.DisplayName, clock.GetUtcNow());
        return Page<T>(context, typeof(T) == typeof(WorklistPage) ? new() { ["View"] = view, ["Reader"] = reader.DisplayName } : new() { ["View"] = view });
    }

    private static async Task<IResult> CaseAsync(HttpContext context, string id, CaseReports reports, EscalationStore store, PatientHistory history, TimeProvider clock)
    {
        if (await ClinicSession.WhoAsync(context) is not { } reader)
        {
            return SignIn();
        }

        if (await reports.ReadAsync(id, context.RequestAborted) is not { } report)
        {
            return Page<NoCasePage>(context, [], StatusCodes.Status404NotFound);
        }

        await store.NoteViewAsync(id, reader.DisplayName, "summary", context.RequestAborted);
        return Page<CasePage>(context, new()
        {
            [nameof(CasePage.Report)] = report, [nameof(CasePage.Reader)] = reader.DisplayName, [nameof(CasePage.Now)] = clock.GetUtcNow(),
            [nameof(CasePage.History)] = await history.OfAsync(report.Case.PatientId, context.RequestAborted), [nameof(CasePage.Told)] = CaseActions.Told(context.Request.Query["told"]),
        });
    }

    private static async Task<IResult> ExportAsync(HttpContext context, string id, CaseReports reports, EscalationStore store, string type, Func<CaseReport, string> write)
    {
        if (await ClinicSession.WhoAsync(context) is not { } reader)
        {
            return Results.Unauthorized();
        }

        if (await reports.ReadAsync(id, context.RequestAborted) is not { } report)
        {
            return Results.NotFound();
        }

        await store.NoteViewAsync(id, reader.DisplayName, "report", context.RequestAborted);
        Protect(context.Response);
        return Results.Text(write(report), type);
    }

    /// <summary>One line for every change of the worklist, as server-sent events: the page then asks for its rows again.</summary>
    private static async Task ChangesAsync(HttpContext context, EscalationStore store)
    {
        if (await ClinicSession.WhoAsync(context) is not { } reader)
        {
            context.Response.StatusCode = StatusCodes.Status401Unauthorized;
            return;
        }

        Protect(context.Response);
        context.Response.ContentType = "text/event-stream";
        using var until = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        // A session that has ended watches no longer; the page then shows where to sign in.
        if (reader.ExpireTime is { } end && end - context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() is var left && left < TimeSpan.FromDays(20))
        {
            until.CancelAfter(left > TimeSpan.Zero ? left : TimeSpan.Zero);
        }

        try
        {
            // At once, so that a page knows it is watching although the worklist is empty.
            await context.Response.WriteAsync(": watching\n\n", until.Token);
            await context.Response.Body.FlushAsync(until.Token);
            await foreach (var revision in store.WatchRevisionAsync(until.Token))
            {
                await context.Response.WriteAsync($"data: {revision}\n\n", until.Token);
                await context.Response.Body.FlushAsync(until.Token);
            }
        }
        catch (OperationCanceledException)
        {
            // The reader has gone, or the session has ended.
        }
    }

    /// <summary>The cookie behind the forms. The framework's own policy "always secure" refuses requests that a proxy took over TLS and passed on without it.</summary>
    private sealed class FormCookie : CookieBuilder
    {
        public bool IsSecure { get; init; }

        public override CookieOptions Build(HttpContext context, DateTimeOffset expiresFrom)
        {
            var options = base.Build(context, expiresFrom);
            options.Secure |= IsSecure;
            return options;
        }
    }
}
