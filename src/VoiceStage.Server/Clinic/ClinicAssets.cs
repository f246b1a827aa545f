using System.Security.Cryptography;
using Microsoft.AspNetCore.Http;

namespace VoiceStage.Server.Clinic;

/// <summary>Style and script of the console, from this assembly.</summary>
internal sealed class ClinicAssets
{
    private readonly Dictionary<string, (byte[] Bytes, string Type, string Tag)> files;

    public ClinicAssets()
    {
        var assembly = typeof(ClinicAssets).Assembly;
        files = assembly.GetManifestResourceNames().Where(name => name.StartsWith("clinic/", StringComparison.Ordinal)).ToDictionary(name => name["clinic/".Length..], name =>
        {
            using var stream = assembly.GetManifestResourceStream(name)!;
            var bytes = new byte[stream.Length];
            stream.ReadExactly(bytes);
            return (bytes, name.EndsWith(".css", StringComparison.Ordinal) ? "text/css; charset=utf-8" : "text/javascript; charset=utf-8", '"' + Convert.ToHexStringLower(SHA256.HashData(bytes)[..8]) + '"');
        }, StringComparer.Ordinal);
    }

    /// <summary>Writes a file, or 404.</summary>
    public async Task WriteAsync(HttpContext context, string file)
    {
        if (!files.TryGetValue(file, out var asset))
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return;
        }

        ClinicHosting.Protect(context.Response, "no-cache");
        context.Response.Headers.ETag = asset.Tag;
        if (context.Request.Headers.IfNoneMatch == asset.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }

        context.Response.ContentType = asset.Type;
        await context.Response.Body.WriteAsync(asset.Bytes, context.RequestAborted);
    }
}
