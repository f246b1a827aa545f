using System.Net;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Kiosk;

/// <summary>The files of the page, from this assembly: nothing to build, nothing to install, nothing from elsewhere.</summary>
internal sealed class KioskPage
{
    private const string FirstFile = "index.html";

    /// <summary>The page runs its own scripts, talks to its own host, and nothing else. A style or script that was slipped into it would not run.</summary>
    private const string ContentSecurityPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private static readonly Dictionary<string, string> Types = new(StringComparer.Ordinal)
    {
        [".html"] = "text/html; charset=utf-8",
        [".css"] = "text/css; charset=utf-8",
        [".js"] = "text/javascript; charset=utf-8",
        [".json"] = "application/json; charset=utf-8",
    };

    private readonly Dictionary<string, PageFile> files;

    public KioskPage(SiteSettings site)
    {
        var assembly = typeof(KioskPage).Assembly;
        files = assembly.GetManifestResourceNames().Where(name => name.StartsWith("kiosk/", StringComparison.Ordinal))
            .ToDictionary(name => name["kiosk/".Length..], name => Read(assembly.GetManifestResourceStream(name)!, site), StringComparer.Ordinal);
    }

    /// <summary>Writes one file of the page; 404 for any other name.</summary>
    public Task WriteAsync(HttpContext context, string? name)
    {
        var response = context.Response;
        if (name is null && context.Request.Path == KioskHosting.Path)
        {
            // Its files are named relative to the folder. A browser keeps the fragment, and with it the ticket, over a redirect.
            response.Redirect(KioskHosting.Path + "/");
            return Task.CompletedTask;
        }

        name ??= FirstFile;
        if (!files.TryGetValue(name, out var file) || !Types.TryGetValue(Path.GetExtension(name), out var type))
        {
            response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }

        var headers = response.Headers;
        headers.ContentSecurityPolicy = ContentSecurityPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Permissions-Policy"] = "microphone=(self), camera=(), geolocation=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        // Asked for again each time, and sent only when a newer version is there.
        headers.CacheControl = "no-cache";
        headers.ETag = file.Tag;
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }

        response.ContentType = type;
        response.ContentLength = file.Bytes.Length;
        return response.Body.WriteAsync(file.Bytes, context.RequestAborted).AsTask();
    }

    private static PageFile Read(Stream stream, SiteSettings site)
    {
        using var reader = new StreamReader(stream, Encoding.UTF8);
        // The crisis line stands in the page itself, so that it is there before any script runs and when no line holds.
        var text = reader.ReadToEnd()
            .Replace("{{crisisLineText}}", WebUtility.HtmlEncode(site.CrisisLineText), StringComparison.Ordinal)
            .Replace("{{crisisLineNumber}}", WebUtility.HtmlEncode(site.CrisisLineNumber ?? ""), StringComparison.Ordinal);
        var bytes = Encoding.UTF8.GetBytes(text);
        return new(bytes, '"' + Convert.ToHexStringLower(SHA256.HashData(bytes)[..8]) + '"');
    }

    private sealed record PageFile(byte[] Bytes, string Tag);
}
