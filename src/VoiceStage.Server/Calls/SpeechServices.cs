using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Http.Resilience;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.Timeout;
using VoiceStage.Server.Settings;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Services;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Server.Calls;

/// <summary>How a site's speech services are called: bounded in time, tries and number, and left alone for a while when they fail.</summary>
internal static partial class SpeechServices
{
    private const string Recognition = "speech-recognition";
    private const string Voice = "speech-voice";

    /// <summary>Makes the clients.</summary>
    /// <param name="services">Services.</param>
    /// <param name="settings">What the site uses.</param>
    /// <param name="bounds">Times and tries; null takes the standard ones.</param>
    public static void AddSpeechServices(this IServiceCollection services, SpeechSettings settings, SpeechServiceBounds? bounds = null)
    {
        bounds ??= new SpeechServiceBounds();
        if (settings.RecognitionService is not null)
        {
            Add(services, Recognition, bounds with { Whole = settings.RecognitionPatience });
        }

        if (settings.VoiceService is not null)
        {
            Add(services, Voice, bounds with { Whole = settings.VoicePatience, Try = settings.VoicePatience, FailuresToStop = bounds.PromptFailuresToStop });
        }
    }

    /// <summary>The site's service as a second ear for open answers, or null.</summary>
    public static ISpeechRecognizer? SecondEarOf(IServiceProvider provider, SpeechSettings settings)
    {
        if (settings.RecognitionService is not { } options)
        {
            return null;
        }

        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("VoiceStage.Server.SpeechServices");
        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(Recognition);
        ITranscriptionService service = settings.Recognition == "azure" ? new AzureTranscription(http, options) : new OpenAiTranscription(http, options);
        return new ServiceRecognizer(service, settings.RecognitionPatience, provider.GetRequiredService<TimeProvider>(), code => Log.NoWords(log, service.Engine, code));
    }

    /// <summary>The site's voice, or null.</summary>
    public static ISpeechSynthesizer? VoiceOf(IServiceProvider provider, SpeechSettings settings)
    {
        if (settings.VoiceService is not { } options)
        {
            return null;
        }

        var http = provider.GetRequiredService<IHttpClientFactory>().CreateClient(Voice);
        return settings.Voice == "azure" ? new AzureSynthesizer(http, options) : new OpenAiSynthesizer(http, options);
    }

    /// <summary>Says in the log that another voice speaks.</summary>
    public static Action<string, string> TellHandedOver(IServiceProvider provider)
    {
        var log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("VoiceStage.Server.SpeechServices");
        return (engine, code) => Log.HandedOver(log, engine, code);
    }

    private static void Add(IServiceCollection services, string name, SpeechServiceBounds bounds)
    {
        var client = services.AddHttpClient(name)
            .ConfigureHttpClient(http => http.Timeout = Timeout.InfiniteTimeSpan)
            .ConfigurePrimaryHttpMessageHandler(() => new SocketsHttpHandler
            {
                // Sound and key go where the site said and nowhere else.
                AllowAutoRedirect = false,
                UseCookies = false,
                ConnectTimeout = bounds.Try,
                PooledConnectionLifetime = TimeSpan.FromMinutes(5),
            })
            // The factory's own lines name addresses and times, which is fine, but they come at every call.
            .RemoveAllLoggers();
        client.AddHttpMessageHandler(() => new PlainFaults());
        client.AddResilienceHandler(name, pipeline => pipeline
            .AddTimeout(bounds.Whole)
            .AddConcurrencyLimiter(bounds.AtOnce, bounds.AtOnce)
            .AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = bounds.Retries,
                Delay = bounds.RetryAfter,
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                ShouldRetryAfterHeader = true,
                // Who asks for more patience than there is has answered.
                ShouldHandle = tried => ValueTask.FromResult(HttpClientResiliencePredicates.IsTransient(tried.Outcome) && !(RetryAfter(tried.Outcome.Result) > bounds.Whole)),
            })
            .AddCircuitBreaker(new HttpCircuitBreakerStrategyOptions
            {
                FailureRatio = 0.5, MinimumThroughput = bounds.FailuresToStop, SamplingDuration = TimeSpan.FromSeconds(60), BreakDuration = bounds.LeftAlone,
            })
            .AddTimeout(bounds.Try));
    }

    private static TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - (response.Headers.Date ?? TimeProvider.System.GetUtcNow()),
        _ => null,
    };

    /// <summary>Faults of the pipeline in the terms of plain HTTP, so that who calls it need not know it.</summary>
    private sealed class PlainFaults : DelegatingHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                return await base.SendAsync(request, cancellationToken);
            }
            catch (TimeoutRejectedException)
            {
                throw new TimeoutException("the service did not answer in time");
            }
            catch (ExecutionRejectedException e)
            {
                throw e is BrokenCircuitException
                    ? new HttpRequestException("left alone after failures")
                    : new HttpRequestException("too many at once", inner: null, HttpStatusCode.TooManyRequests);
            }
        }
    }

    private static partial class Log
    {
        [LoggerMessage(LogLevel.Warning, "{Service} gave no words: {Code}; the embedded engine's stand alone")]
        public static partial void NoWords(ILogger log, string service, string code);

        [LoggerMessage(LogLevel.Warning, "{Engine} could not speak a prompt: {Code}; the next voice does")]
        public static partial void HandedOver(ILogger log, string engine, string code);
    }
}

/// <summary>Bounds on calls of a speech service.</summary>
internal sealed record SpeechServiceBounds
{
    /// <summary>Longest that all tries together may take.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Longest single try.</summary>
    public TimeSpan Try { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Tries after the first.</summary>
    public int Retries { get; init; } = 2;

    /// <summary>Wait before the second try where the service names none; doubled for the third.</summary>
    public TimeSpan RetryAfter { get; init; } = TimeSpan.FromMilliseconds(400);

    /// <summary>Requests at once; as many more wait.</summary>
    public int AtOnce { get; init; } = 16;

    /// <summary>Failures in a minute after which a service is left alone, when they are half of all.</summary>
    public int FailuresToStop { get; init; } = 8;

    /// <summary>The same for prompts, for which a patient waits.</summary>
    public int PromptFailuresToStop { get; init; } = 3;

    /// <summary>How long it is left alone.</summary>
    public TimeSpan LeftAlone { get; init; } = TimeSpan.FromSeconds(30);
}
