using System.Net.Sockets;
using System.Text.Json;

namespace VoiceStage.Cli.Serving;

/// <summary>A service that is reached over the network, with the tokens to speak to it.</summary>
/// <param name="GrpcUrl">Its gRPC endpoint.</param>
/// <param name="UpstreamToken">Token of an upstream service.</param>
/// <param name="ClinicianToken">Token of a clinician; empty when unknown.</param>
internal sealed record RunningService(string GrpcUrl, string UpstreamToken, string ClinicianToken)
{
    /// <summary>The development service that shares this data directory, when it answers; null else.</summary>
    public static async Task<RunningService?> FindAsync(string dataDirectory, CancellationToken cancellation)
    {
        var path = Path.Combine(dataDirectory, Server.Security.DevelopmentIdentities.FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        using var json = JsonDocument.Parse(await File.ReadAllTextAsync(path, cancellation));
        var service = new RunningService(
            json.RootElement.GetProperty("grpc_url").GetString()!,
            json.RootElement.GetProperty("upstream_token").GetString()!,
            json.RootElement.GetProperty("clinician_token").GetString()!);
        return await AnswersAsync(new Uri(service.GrpcUrl), cancellation) ? service : null;
    }

    private static async Task<bool> AnswersAsync(Uri url, CancellationToken cancellation)
    {
        using var socket = new TcpClient();
        try
        {
            await socket.ConnectAsync(url.Host, url.Port, cancellation);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
