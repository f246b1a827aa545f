using System.Security.Cryptography;

namespace VoiceStage.Server.Settings;

/// <summary>Encrypted recordings.</summary>
public sealed record RecordingSettings
{
    /// <summary>Bytes of the master key that wraps the patients' keys (AES-256).</summary>
    public const int MasterKeyByteCount = 32;

    /// <summary>Key that wraps the patients' keys; null (development only) takes one from the data directory.</summary>
    public ReadOnlyMemory<byte>? MasterKey { get; init; }

    /// <summary>The master key, in development made once and kept in the data directory, readable by the owner alone.</summary>
    /// <param name="dataDirectory">Where development keeps it.</param>
    public ReadOnlyMemory<byte> MasterKeyOrDevelopmentKey(string dataDirectory)
    {
        if (MasterKey is { } set)
        {
            return set;
        }

        var path = Path.Combine(dataDirectory, "development-recordings-key");
        if (!File.Exists(path))
        {
            Security.OwnerOnlyFile.Write(path, Convert.ToBase64String(RandomNumberGenerator.GetBytes(MasterKeyByteCount)));
        }

        return Convert.FromBase64String(File.ReadAllText(path).Trim());
    }

    internal static RecordingSettings Read(SettingsSource source, bool isDevelopment)
    {
        var text = source.Text("Recordings:MasterKey", 200);
        var file = source.Text("Recordings:MasterKeyFile");
        var name = text is null && file is not null ? "Recordings:MasterKeyFile" : "Recordings:MasterKey";
        if (text is null && file is not null)
        {
            if (File.Exists(file))
            {
                text = File.ReadAllText(file).Trim();
            }
            else
            {
                source.Wrong(name, "names a file that cannot be read", "check path and permissions");
                return new();
            }
        }

        if (text is null)
        {
            if (!isDevelopment)
            {
                source.Wrong(name, "is missing", "set 32 random bytes as base64 (openssl rand -base64 32), or MasterKeyFile");
            }

            return new();
        }

        var key = new byte[256];
        if (!Convert.TryFromBase64String(text, key, out var count) || count != MasterKeyByteCount)
        {
            source.Wrong(name, "is not 32 bytes in base64", "make one with: openssl rand -base64 32");
            return new();
        }

        return new() { MasterKey = key.AsMemory(0, count) };
    }
}
