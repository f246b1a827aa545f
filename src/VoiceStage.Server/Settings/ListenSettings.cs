using System.Net;

namespace VoiceStage.Server.Settings;

/// <summary>The two endpoints: gRPC (HTTP/2) and web (HTTP/1.1 and, with TLS, HTTP/2).</summary>
public sealed record ListenSettings
{
    /// <summary>Address of both endpoints. Default 127.0.0.1; development allows loopback only.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>Port of gRPC. Default 7310; 0 picks one.</summary>
    public required int GrpcPort { get; init; }

    /// <summary>Port of the web endpoint. Default 7311; 0 picks one.</summary>
    public required int WebPort { get; init; }

    /// <summary>PEM file with the certificate chain; null listens without TLS.</summary>
    public string? CertificateFile { get; init; }

    /// <summary>PEM file with the certificate's private key.</summary>
    public string? CertificateKeyFile { get; init; }

    /// <summary>Whether both endpoints use TLS.</summary>
    public bool IsEncrypted => CertificateFile is not null;

    internal static ListenSettings Read(SettingsSource source, bool isDevelopment)
    {
        var text = source.Text("Listen:Address", 64);
        var address = IPAddress.Loopback;
        if (text is not null && !IPAddress.TryParse(text, out address!))
        {
            source.Wrong("Listen:Address", $"is \"{text}\"", "give an IP address, for example 127.0.0.1 or 0.0.0.0");
            address = IPAddress.Loopback;
        }

        var certificate = ExistingFile(source, "Listen:CertificateFile");
        var key = ExistingFile(source, "Listen:CertificateKeyFile");
        if (certificate is null != key is null)
        {
            source.Wrong(certificate is null ? "Listen:CertificateFile" : "Listen:CertificateKeyFile", "is missing", "certificate and key come together");
        }

        var plainBehindProxy = source.Flag("Listen:PlaintextBehindProxy", false);
        var isLoopback = IPAddress.IsLoopback(address);
        if (isDevelopment && !isLoopback)
        {
            source.Wrong("Listen:Address", $"is {address}, which others can reach", "development identities are for loopback only; use 127.0.0.1 or leave --development out");
        }
        else if (!isDevelopment && !isLoopback && certificate is null && !plainBehindProxy)
        {
            source.Wrong("Listen:CertificateFile", "is missing", "set certificate and key, or Listen:PlaintextBehindProxy=true when a proxy on a private network ends TLS");
        }

        return new()
        {
            Address = address,
            GrpcPort = source.Integer("Listen:GrpcPort", 7310, 0, 65_535),
            WebPort = source.Integer("Listen:WebPort", 7311, 0, 65_535),
            CertificateFile = certificate,
            CertificateKeyFile = key,
        };
    }

    private static string? ExistingFile(SettingsSource source, string name)
    {
        var path = source.Text(name);
        if (path is not null && !File.Exists(path))
        {
            source.Wrong(name, "names a file that cannot be read", "check path and permissions");
        }

        return path;
    }
}
