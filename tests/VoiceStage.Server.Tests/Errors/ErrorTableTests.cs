using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using VoiceStage.Server.Errors;

namespace VoiceStage.Server.Tests.Errors;

/// <summary>The table in protos/README.md is what a client's author reads: it lists exactly the codes that exist.</summary>
public sealed partial class ErrorTableTests
{
    [Fact]
    public void Readme_Table_IsTheConstants()
    {
        var rows = Row().Matches(File.ReadAllText(Path.Combine(ProtosDirectory(), "README.md")))
            .Select(match => (Reason: match.Groups[1].Value, Status: match.Groups[2].Value, Retry: match.Groups[3].Value))
            .OrderBy(row => row.Reason, StringComparer.Ordinal);

        var codes = ErrorCodes.All.Values
            .Select(code => (code.Reason, Status: ScreamingSnake(code.Status.ToString()),
                Retry: code.RetryDelay is { } delay ? delay.TotalSeconds.ToString(CultureInfo.InvariantCulture) + " s" : "—"))
            .OrderBy(row => row.Reason, StringComparer.Ordinal);

        Assert.Equal(codes, rows);
    }

    [Fact]
    public void Codes_Reasons_AreUpperSnake() => Assert.All(ErrorCodes.All.Keys, reason => Assert.Matches("^[A-Z][A-Z0-9_]{2,62}$", reason));

    private static string ScreamingSnake(string pascal) => Regex.Replace(pascal, "(?<!^)([A-Z])", "_$1").ToUpperInvariant();

    private static string ProtosDirectory([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../protos"));

    [GeneratedRegex(@"^\| `([A-Z_0-9]+)` \| ([A-Z_]+) \| (—|[0-9.]+ s) \|", RegexOptions.Multiline)]
    private static partial Regex Row();
}
