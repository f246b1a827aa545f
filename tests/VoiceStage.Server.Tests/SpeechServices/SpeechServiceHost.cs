using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Settings;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Services;
using VoiceStage.Speech.Synthesis;

namespace VoiceStage.Server.Tests.SpeechServices;

/// <summary>The clients as a site has them, with short times, against a <see cref="SpokenShapesServer"/>; keeps what is logged.</summary>
internal sealed class SpeechServiceHost : IAsyncDisposable
{
    public const string Key = "a-key-that-must-never-be-printed";
    private readonly ServiceProvider provider;
    private readonly SpeechSettings settings;

    public SpeechServiceHost(SpokenShapesServer server, string service, SpeechServiceBounds? bounds = null, string path = "", double patienceSeconds = 5)
    {
        var options = new SpeechServiceOptions { Endpoint = new Uri(server.Endpoint, path), Key = new SecretText(Key), Phrases = ["panic attack"], Patience = TimeSpan.FromSeconds(patienceSeconds) };
        settings = new SpeechSettings
        {
            Recognition = service, RecognitionService = options, RecognitionPatience = TimeSpan.FromSeconds(patienceSeconds), Voice = service, VoiceService = options, VoicePatience = options.Patience, VoiceName = "en-US-JennyNeural",
        };
        var services = new ServiceCollection();
        services.AddSingleton(TimeProvider.System);
        services.AddLogging(logging => logging.SetMinimumLevel(LogLevel.Trace).AddProvider(Logged));
        services.AddSpeechServices(settings, bounds ?? Bounds);
        provider = services.BuildServiceProvider();
    }

    /// <summary>Short, so that nothing is waited for.</summary>
    public static SpeechServiceBounds Bounds { get; } = new()
    {
        Try = TimeSpan.FromSeconds(2), RetryAfter = TimeSpan.FromMilliseconds(1), FailuresToStop = 100, PromptFailuresToStop = 100,
    };

    public KeptLog Logged { get; } = new();

    public ISpeechRecognizer Recognizer => Server.Calls.SpeechServices.SecondEarOf(provider, settings)!;

    public ISpeechSynthesizer Voice() => Server.Calls.SpeechServices.VoiceOf(provider, settings)!;

    public async Task<Transcript> HearAsync(double seconds = 2)
    {
        using var utterance = Recognizer.Start(new RecognitionRequest { SampleRateHz = 16_000, Priority = RecognitionPriority.Open, ItemId = "mood" });
        utterance.Accept(new float[(int)(16_000 * seconds)]);
        return await utterance.FinishAsync(CancellationToken.None);
    }

    public ValueTask DisposeAsync() => provider.DisposeAsync();

    internal sealed class KeptLog : ILoggerProvider, ILogger
    {
        public ConcurrentQueue<string> Lines { get; } = new();

        public ILogger CreateLogger(string categoryName) => this;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Lines.Enqueue(formatter(state, exception) + exception);

        public bool IsEnabled(LogLevel logLevel) => true;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public void Dispose()
        {
        }
    }
}
