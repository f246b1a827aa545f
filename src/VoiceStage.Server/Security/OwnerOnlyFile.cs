using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Security;

/// <summary>Files with secrets: made readable by the owner alone before a byte is written.</summary>
internal static class OwnerOnlyFile
{
    public static void Write(string path, string text)
    {
        OwnedDirectory.Make(Path.GetDirectoryName(path)!);
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        // A file that is replaced keeps its old mode; a new one is renamed over it instead.
        var fresh = $"{path}.{Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(4))}";
        using (var writer = new StreamWriter(fresh, options))
        {
            writer.Write(text);
        }

        File.Move(fresh, path, overwrite: true);
    }
}
