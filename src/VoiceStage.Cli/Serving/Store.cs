using Microsoft.AspNetCore.Builder;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;

namespace VoiceStage.Cli.Serving;

/// <summary>The parts of a service over its data directory, without serving: for commands that read what it stored under the same settings.</summary>
internal static class Store
{
    /// <summary>Builds them; a directory that a development service made is read as one.</summary>
    /// <exception cref="UsageException">There is nothing stored, or the settings are wrong.</exception>
    public static WebApplication Open(string dataDirectory)
    {
        if (!File.Exists(Path.Combine(dataDirectory, "voicestage.db")))
        {
            throw new UsageException($"nothing is stored in {dataDirectory}: give --data the directory that the service used");
        }

        try
        {
            return VoiceStageHost.Build(new VoiceStageHostOptions
            {
                IsDevelopment = File.Exists(Path.Combine(dataDirectory, DevelopmentIdentities.FileName)),
                DataDirectory = dataDirectory,
                GrpcPort = 0,
                WebPort = 0,
                WritesLogs = false,
            });
        }
        catch (SettingsException e)
        {
            throw new UsageException(e.Message);
        }
    }
}
