using Grpc.Health.V1;
using Grpc.Reflection.V1Alpha;

namespace VoiceStage.Server.Tests.Hosting;

public sealed class VoiceStageHostTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Build_PortsZero_ListensOnTwoFreePorts()
    {
        await using var host = await RunningHost.StartAsync();

        Assert.True(host.Addresses.Grpc.IsLoopback);
        Assert.NotEqual(0, host.Addresses.Grpc.Port);
        Assert.NotEqual(host.Addresses.Grpc.Port, host.Addresses.Web.Port);
    }

    [Fact]
    public async Task Health_Started_Serving()
    {
        await using var host = await RunningHost.StartAsync();

        var answer = await new Health.HealthClient(host.Channel()).CheckAsync(new(), cancellationToken: Cancellation);

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, answer.Status);
    }

    [Fact]
    public async Task Reflection_Development_ListsHealth()
    {
        await using var host = await RunningHost.StartAsync();

        using var call = new ServerReflection.ServerReflectionClient(host.Channel()).ServerReflectionInfo(cancellationToken: Cancellation);
        await call.RequestStream.WriteAsync(new() { ListServices = "*" }, Cancellation);
        await call.ResponseStream.MoveNext(Cancellation);

        Assert.Contains(call.ResponseStream.Current.ListServicesResponse.Service, service => service.Name == "grpc.health.v1.Health");
    }

    [Fact]
    public async Task Build_FreshDataDirectory_IsForTheOwnerAlone()
    {
        var parent = Directory.CreateTempSubdirectory("voicestage-").FullName;
        var directory = Path.Combine(parent, "data");
        await using (await RunningHost.StartAsync(options => options with { DataDirectory = directory }))
        {
            if (!OperatingSystem.IsWindows())
            {
                Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, File.GetUnixFileMode(directory));
            }
        }

        Directory.Delete(parent, recursive: true);
    }
}
