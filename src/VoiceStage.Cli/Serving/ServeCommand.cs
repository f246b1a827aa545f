using System.CommandLine;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using VoiceStage.Cli.Interviews;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Kiosk;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;
using VoiceStage.V1;

namespace VoiceStage.Cli.Serving;

/// <summary><c>voicestage serve</c>: the service, until it is told to stop.</summary>
internal static class ServeCommand
{
    /// <summary>The command with its options.</summary>
    public static Command Create()
    {
        var development = new Option<bool>("--development") { Description = "Loopback only, with identities of its own that are printed once" };
        var data = new Option<string?>("--data") { Description = "Where journal, recordings and keys are kept (default VOICESTAGE_DATA, else out/data)" };
        var grpc = new Option<int?>("--grpc-port") { Description = "gRPC port, 0 picks one (default 7310)" };
        var web = new Option<int?>("--web-port") { Description = "Web port, 0 picks one (default 7311)" };
        var command = new Command("serve", "Run the service") { development, data, grpc, web };
        command.SetAction((parsed, cancellation) => RunAsync(
            new VoiceStageHostOptions
            {
                IsDevelopment = parsed.GetValue(development),
                DataDirectory = DataDirectory.Resolve(parsed.GetValue(data)),
                GrpcPort = parsed.GetValue(grpc),
                WebPort = parsed.GetValue(web),
            },
            cancellation));
        return command;
    }

    private static async Task<int> RunAsync(VoiceStageHostOptions options, CancellationToken cancellation)
    {
        WebApplication app;
        try
        {
            app = VoiceStageHost.Build(options);
        }
        catch (SettingsException e)
        {
            Console.Error.WriteLine(e.Message);
            return 2;
        }

        await using (app)
        {
            SpeechParts.Require();
            try
            {
                await app.StartAsync(cancellation);
            }
            catch (IOException e)
            {
                throw new UsageException($"cannot listen: {e.Message.TrimEnd('.')}; another service may be running, or choose other ports with --grpc-port and --web-port");
            }

            if (app.Services.GetService<DevelopmentIdentities>() is { } identities)
            {
                Introduce(identities);
                await OfferPagesAsync(app.Services.GetRequiredService<HostAddresses>(), identities, cancellation);
            }

            var addresses = app.Services.GetRequiredService<HostAddresses>();
            Console.Out.WriteLine($"ready grpc={addresses.Grpc.GetLeftPart(UriPartial.Authority)} web={addresses.Web.GetLeftPart(UriPartial.Authority)}");
            await app.WaitForShutdownAsync(cancellation);
        }

        return 0;
    }

    /// <summary>Links that a person can open at once: the kiosk for a referral made for it, with no text score and no name, and the worklist as a clinician.</summary>
    private static async Task OfferPagesAsync(HostAddresses addresses, DevelopmentIdentities identities, CancellationToken cancellation)
    {
        using var channel = Upstream.Connect(addresses.Grpc.GetLeftPart(UriPartial.Authority));
        var (assessment, ticket) = await new Upstream(channel, identities.Upstream, TimeProvider.System).ReferAsync(
            "kiosk-visitor", new Referral { ConsentReference = "development", Protocol = "brief" }, cancellation);
        Console.Out.WriteLine($"kiosk     {KioskLink.Of(addresses.Web, assessment, ticket)}");
        // The token stands in the fragment, which a browser sends to nobody.
        Console.Out.WriteLine($"clinic    {new Uri(addresses.Web, "/clinic/sign-in")}#{identities.Clinician}");
    }

    private static void Introduce(DevelopmentIdentities identities)
    {
        if (identities.AreNew)
        {
            Console.Out.WriteLine($"upstream  {identities.Upstream}");
            Console.Out.WriteLine($"clinician {identities.Clinician}");
            Console.Out.WriteLine($"operator  {identities.Operator}");
        }

        Console.Out.WriteLine($"development identities are in {identities.FilePath}");
    }
}
