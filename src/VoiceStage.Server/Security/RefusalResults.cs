using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Policy;
using Microsoft.AspNetCore.Http;
using Microsoft.IdentityModel.Tokens;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Security;

/// <summary>Says no in the caller's own protocol: a gRPC status with details, or the same as JSON with a plain HTTP status.</summary>
internal sealed class RefusalResults(TimeProvider clock) : IAuthorizationMiddlewareResultHandler
{
    public const string Expired = "expired";

    private readonly AuthorizationMiddlewareResultHandler next = new();

    public async Task HandleAsync(RequestDelegate pipeline, HttpContext context, AuthorizationPolicy policy, PolicyAuthorizationResult authorizeResult)
    {
        if (authorizeResult.Succeeded)
        {
            await next.HandleAsync(pipeline, context, policy, authorizeResult);
            return;
        }

        await WriteAsync(context, authorizeResult.Forbidden ? ErrorCodes.PermissionDenied : await WhyNotAsync(context));
    }

    private async Task<ErrorCode> WhyNotAsync(HttpContext context)
    {
        // The handler remembers what it found; this does not judge the credential again.
        var failure = (await context.AuthenticateAsync()).Failure;
        return failure?.Message == Expired || failure is SecurityTokenInvalidLifetimeException { Expires: { } end } && end <= clock.GetUtcNow().UtcDateTime
            ? ErrorCodes.CredentialExpired
            : ErrorCodes.Unauthenticated;
    }

    internal static async Task WriteAsync(HttpContext context, ErrorCode code)
    {
        if (context.WebSockets.IsWebSocketRequest)
        {
            // A browser tells a page nothing of a handshake that was refused with an HTTP status; a close frame it does.
            await SocketRefusal.RefuseAsync(context, code);
            return;
        }

        var status = RichStatus.Of(code.Refusal());
        var response = context.Response;
        if (context.Request.ContentType?.StartsWith("application/grpc", StringComparison.Ordinal) == true)
        {
            response.StatusCode = StatusCodes.Status200OK;
            response.ContentType = "application/grpc";
            response.Headers["grpc-status"] = ((int)code.Status).ToString(System.Globalization.CultureInfo.InvariantCulture);
            response.Headers["grpc-message"] = Uri.EscapeDataString(code.Message);
            // The wire form of a binary trailer is base64 without padding.
            response.Headers[RichStatus.Trailer] = Convert.ToBase64String(status.ToByteArray()).TrimEnd('=');
            return;
        }

        response.StatusCode = code.Status == StatusCode.PermissionDenied ? StatusCodes.Status403Forbidden : StatusCodes.Status401Unauthorized;
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate = "Bearer";
        }

        response.ContentType = "application/json";
        await response.WriteAsync(RichStatus.ToJson(status), context.RequestAborted);
    }
}
