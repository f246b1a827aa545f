using System.Reflection;

namespace VoiceStage.Cli.Tests.Architecture;

/// <summary>Dependencies point down only: Server -> Assessment -> { Speech, Risk } -> Acoustics; vendor packages stay in the room that owns them.</summary>
public sealed class LayeringTests
{
    public static TheoryData<string, string[]> Layers => new()
    {
        { "VoiceStage.Acoustics", [] },
        { "VoiceStage.Speech", ["VoiceStage.Acoustics"] },
        { "VoiceStage.Risk", ["VoiceStage.Acoustics"] },
        { "VoiceStage.Assessment", ["VoiceStage.Acoustics", "VoiceStage.Speech", "VoiceStage.Risk"] },
        { "VoiceStage.Protocol", [] },
        {
            "VoiceStage.Server",
            ["VoiceStage.Protocol", "VoiceStage.Acoustics", "VoiceStage.Speech", "VoiceStage.Risk", "VoiceStage.Assessment"]
        },
    };

    public static TheoryData<string, string[]> Vendors => new()
    {
        { "Microsoft.ML.OnnxRuntime", ["VoiceStage.Speech"] },
        { "Microsoft.ML", ["VoiceStage.Risk"] },
        { "Microsoft.EntityFrameworkCore", ["VoiceStage.Server"] },
        { "Grpc.", ["VoiceStage.Protocol", "VoiceStage.Server"] },
        { "Google.Protobuf", ["VoiceStage.Protocol", "VoiceStage.Server"] },
        { "Microsoft.AspNetCore", ["VoiceStage.Protocol", "VoiceStage.Server"] },
        { "MathNet", ["VoiceStage.Acoustics"] },
    };

    [Theory]
    [MemberData(nameof(Layers))]
    public void References_OfEachProject_PointDownOnly(string name, string[] allowed)
    {
        var found = Assembly.Load(name).GetReferencedAssemblies().Select(a => a.Name!).Where(n => n.StartsWith("VoiceStage.", StringComparison.Ordinal));
        Assert.Empty(found.Except(allowed));
    }

    [Theory]
    [MemberData(nameof(Vendors))]
    public void VendorPackage_IsReferenced_OnlyWhereItBelongs(string prefix, string[] owners)
    {
        var users = Layers.Select(row => row.Data.Item1)
            .Where(name => Assembly.Load(name).GetReferencedAssemblies().Any(a => Matches(a.Name!, prefix)));
        Assert.Empty(users.Except(owners));
    }

    /// <summary>A prefix that ends in a dot names a family; any other names a package and what it splits into, but "Microsoft.ML" is not "Microsoft.ML.OnnxRuntime".</summary>
    private static bool Matches(string assembly, string prefix) =>
        assembly == prefix
        || (assembly.StartsWith(prefix.TrimEnd('.') + ".", StringComparison.Ordinal)
            && (prefix != "Microsoft.ML" || !assembly.StartsWith("Microsoft.ML.OnnxRuntime", StringComparison.Ordinal)));
}
