using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace VoiceStage.Server.Hosting;

/// <summary>Where a running host listens. Ports that were 0 are known once it has started.</summary>
public sealed class HostAddresses
{
    private ListenOptions? grpc;
    private ListenOptions? web;

    /// <summary>The gRPC endpoint, for example <c>http://127.0.0.1:7310</c>.</summary>
    /// <exception cref="InvalidOperationException">The host has not been started.</exception>
    public Uri Grpc => UriOf(grpc);

    /// <summary>The web endpoint: JSON transcoding, health, metrics, pages.</summary>
    /// <exception cref="InvalidOperationException">The host has not been started.</exception>
    public Uri Web => UriOf(web);

    /// <summary>Whether the endpoints use TLS.</summary>
    public bool IsEncrypted { get; init; }

    internal void Listen(ListenOptions grpcEndpoint, ListenOptions webEndpoint) => (grpc, web) = (grpcEndpoint, webEndpoint);

    private Uri UriOf(ListenOptions? endpoint)
    {
        // Kestrel writes the port it was given into the options once it is bound.
        if (endpoint?.IPEndPoint is not { Port: > 0 } bound)
        {
            throw new InvalidOperationException("The host has not been started.");
        }

        var address = bound.Address.Equals(IPAddress.Any) ? IPAddress.Loopback
            : bound.Address.Equals(IPAddress.IPv6Any) ? IPAddress.IPv6Loopback
            : bound.Address;
        return new UriBuilder(IsEncrypted ? "https" : "http", address.ToString(), bound.Port).Uri;
    }
}
