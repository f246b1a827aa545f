using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Draining;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Security;

namespace VoiceStage.Server.Kiosk;

/// <summary>The WebSocket door of the conversation: the same admission, the same loop and the same codes as over gRPC.</summary>
internal sealed class KioskDoor(CallDoor door, CallAdmission admission, CallGate gate, ILogger<KioskDoor> logger)
{
    private const string Method = "/kiosk/converse";

    public async Task RunAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync(SocketRefusal.Subprotocol);
        using var messages = new SocketMessages(socket);
        try
        {
            using var lease = gate.Enter();
            var caller = Caller.Of(context.User);
            await door.RunAsync(
                assessment => admission.AdmitAsync(caller, assessment, context.RequestAborted), messages.ReadAsync, messages.WriteAsync, context.RequestAborted);
            await messages.CloseAsync();
        }
        catch (Exception exception)
        {
            // The one place besides the interceptor of gRPC where an exception becomes a code; the same translation.
            var code = ErrorInterceptor.ToRefusal(exception, context.RequestAborted.IsCancellationRequested).Code;
            if (code == ErrorCodes.Internal)
            {
                ErrorLog.Bug(logger, Method, exception.GetType().FullName ?? "", exception.StackTrace ?? "");
            }
            else
            {
                ErrorLog.Refused(logger, Method, code.Reason);
            }

            await messages.CloseAsync(code);
        }
    }
}
