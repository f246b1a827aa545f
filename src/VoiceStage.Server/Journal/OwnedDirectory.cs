namespace VoiceStage.Server.Journal;

/// <summary>Directories that hold patients' data: readable by the owner alone where the system knows owners.</summary>
internal static class OwnedDirectory
{
    public static void Make(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(path);
        }
        else
        {
            Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }
}
