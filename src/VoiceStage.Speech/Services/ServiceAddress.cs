namespace VoiceStage.Speech.Services;

/// <summary>Addresses of a service's verbs.</summary>
internal static class ServiceAddress
{
    /// <summary>The endpoint with a path behind its own.</summary>
    public static Uri Of(Uri endpoint, string path) => new(endpoint.AbsoluteUri.TrimEnd('/') + "/" + path);
}
