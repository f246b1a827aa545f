namespace VoiceStage.Server.Journal;

/// <summary>Where the store lives and the key that protects what lies outside the database.</summary>
public sealed record StorageOptions
{
    /// <summary>Directory of database, recordings and spool; made when missing, readable by the owner alone.</summary>
    public required string DataDirectory { get; init; }

    /// <summary>32 bytes: wraps patients' keys and encrypts the spool.</summary>
    public required ReadOnlyMemory<byte> MasterKey { get; init; }

    /// <summary>How long a statement waits for another process's lock before it fails. Default 5 s.</summary>
    public TimeSpan BusyTimeout { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>The database file.</summary>
    public string DatabasePath => Path.Combine(DataDirectory, "voicestage.db");

    /// <summary>Encrypted recordings.</summary>
    public string RecordingsDirectory => Path.Combine(DataDirectory, "recordings");

    /// <summary>Groups that the store did not take.</summary>
    public string SpoolDirectory => Path.Combine(DataDirectory, "spool");

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">Names the setting.</exception>
    public void Validate()
    {
        ArgumentException.ThrowIfNullOrEmpty(DataDirectory);
        if (MasterKey.Length != 32)
        {
            throw new ArgumentException($"MasterKey has {MasterKey.Length} bytes; give 32");
        }
    }
}
