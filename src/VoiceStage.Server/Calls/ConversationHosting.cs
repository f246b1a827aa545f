using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Hosting;
using VoiceStage.Server.Referrals;
using VoiceStage.Server.Security;
using VoiceStage.Server.Settings;
using VoiceStage.Server.Turns;
using VoiceStage.Speech;
using VoiceStage.Speech.Recognition;
using VoiceStage.Speech.Recognition.Sphinx;
using VoiceStage.Speech.Recognition.Vosk;
using VoiceStage.Speech.Synthesis;
using VoiceStage.Speech.Vad;

namespace VoiceStage.Server.Calls;

/// <summary>Puts the parts of a call together: the rules, both ears, the voice, speech activity, and the door.</summary>
internal static class ConversationHosting
{
    /// <summary>Voice of the prompts: the offline voice that people and the recogniser understand best.</summary>
    internal const string PromptVoice = "slt";

    public static IServiceCollection AddConversations(this IServiceCollection services, VoiceStageSettings settings)
    {
        services.TryAddSingleton<LiveCalls>();
        services.AddSingleton<CallMetrics>();
        services.AddSingleton<IRiskModel>(_ => settings.RiskModel is { Fitted: { } fitted } model
            ? new ShadowedModel(new LikelihoodRatioFusion(), fitted.File, fitted.Model, model.MayRaise)
            : new LikelihoodRatioFusion());
        services.AddSingleton(_ => SitePolicy.Default with { CrisisLineText = settings.Site.CrisisLineText });
        services.AddSingleton<RulesForProtocol>(provider =>
        {
            var (protocols, policy, model) = (provider.GetRequiredService<SiteProtocols>(), provider.GetRequiredService<SitePolicy>(), provider.GetRequiredService<IRiskModel>());
            var rules = new System.Collections.Concurrent.ConcurrentDictionary<string, SessionRules>(StringComparer.Ordinal);
            return protocol => rules.GetOrAdd(protocol, id => new SessionRules(protocols.Find(id), policy, model));
        });
        services.AddSingleton<FindPurpose>(provider =>
        {
            var referrals = provider.GetRequiredService<ReferralStore>();
            return async (assessment, cancellation) =>
                await referrals.FindByAssessmentAsync(assessment, cancellation) is { } stored ? new CallPurpose(stored.Referral, stored.Protocol) : null;
        });
        services.AddSingleton<AdmitCaller>(provider =>
        {
            var admission = provider.GetRequiredService<CallAdmission>();
            return async (context, assessment) => await admission.AdmitAsync(Caller.Of(context), assessment, context.CancellationToken);
        });
        services.AddSingleton<RecordObservation>(provider =>
        {
            var (late, live) = (provider.GetRequiredService<LateObservations>(), provider.GetRequiredService<LiveCalls>());
            return async (assessment, observation) =>
            {
                await late.RecordAsync(assessment, observation);
                live.NotifyAppended(assessment);
            };
        });
        services.AddSpeechServices(settings.Speech);
        AddEars(services, settings.Speech);
        services.AddSingleton<IPromptSounds>(provider => new SynthesisedPrompts(
            OfflineVoices.Open(
                new PromptCacheOptions { Folder = Path.Combine(settings.DataDirectory, "prompts") }, provider.GetRequiredService<TimeProvider>(), settings.Speech.RecordedPrompts, SpeechServices.TellHandedOver(provider),
                preferred: SpeechServices.VoiceOf(provider, settings.Speech) is { } voice ? (voice, settings.Speech.VoiceName) : null),
            OfflineVoices.OpenForgetful(),
            PromptVoice));
        services.AddSingleton(_ => new MeasuringDesk());
        services.AddSingleton(_ => new CallOptions
        {
            MaxLiveCalls = settings.Load.MaxLiveCalls,
            CrisisLineText = settings.Site.CrisisLineText,
            CrisisLineNumber = settings.Site.CrisisLineNumber,
        });
        services.AddSingleton(provider => PartsOf(provider, settings.Speech));
        services.AddSingleton<LateObservations>().AddHostedService(provider => provider.GetRequiredService<LateObservations>());
        services.AddSingleton<ListUnfinished>(provider => provider.GetRequiredService<ReferralStore>().ListUnfinishedAsync);
        services.AddHostedService<LostCalls>();
        services.AddSingleton<CallDoor>();
        services.AddSingleton(provider => new ConverseService(provider.GetRequiredService<CallDoor>(), provider.GetRequiredService<AdmitCaller>()));
        services.AddGrpc().AddServiceOptions<ConverseService>(grpc => grpc.MaxReceiveMessageSize = ContractHosting.ConversationMessageBytes);
        return services;
    }

    /// <summary>Loads models and speaks the prompts at start instead of at the first call.</summary>
    public static IServiceCollection AddWarmUp(this IServiceCollection services) => services.AddHostedService<CallWarmUp>();

    public static void MapConversations(this IEndpointRouteBuilder endpoints) =>
        endpoints.MapGrpcService<ConverseService>().RequireAuthorization(Policies.Patient);

    /// <summary>The embedded recogniser under a budget of cores, and the speech detector; both are loaded when the first call needs them.</summary>
    private static void AddEars(IServiceCollection services, SpeechSettings speech)
    {
        services.AddSingleton<RecognitionBudget>();
        services.AddSingleton(_ => new SphinxKeyphraseRecognizer());
        services.AddSingleton<ISpeechRecognizer>(provider =>
        {
            var models = SpeechModelFolder.Locate();
            if (models is not { HasVosk: true })
            {
                throw new SpeechEngineException("MODELS_MISSING", "the recogniser's models are not installed: run ./voicestage setup, or set VOICESTAGE_MODELS");
            }

            var engine = new VoskSpeechRecognizer(VoskOptions.From(models));
            return provider.GetRequiredService<RecognitionBudget>().Guard(speech.UsesPhraseList ? new PhraseListRecognizer(engine, DomainPhrases.All) : engine);
        });
        services.AddSingleton<Func<ISpeechActivity>>(_ =>
        {
            if (SpeechModelFolder.Locate() is not { HasSilero: true } models)
            {
                return () => new GatedActivity();
            }

            var vad = new SileroVad(models.SileroWeights);
            return () => new SileroActivity(vad);
        });
    }

    private static CallParts PartsOf(IServiceProvider provider, SpeechSettings speech) => new()
    {
        Journal = provider.GetRequiredService<ISessionJournal>(),
        RulesFor = provider.GetRequiredService<RulesForProtocol>(),
        FindPurpose = provider.GetRequiredService<FindPurpose>(),
        Recognizer = provider.GetRequiredService<ISpeechRecognizer>(),
        SecondEar = SpeechServices.SecondEarOf(provider, speech),
        SecondSpotter = speech.SecondKeyphrases == "pocketsphinx" ? provider.GetRequiredService<RecognitionBudget>().Guard(provider.GetRequiredService<SphinxKeyphraseRecognizer>()) : null,
        Prompts = provider.GetRequiredService<IPromptSounds>(),
        NewActivity = provider.GetRequiredService<Func<ISpeechActivity>>(),
        FindRisk = words => RiskLexicon.Default.Match(words),
        FindControl = words => ControlPhrases.Match(words)?.Control,
        Recordings = provider.GetRequiredService<ICallRecordings>(),
        FailSafe = provider.GetRequiredService<ICallFailSafe>(),
        Measuring = provider.GetRequiredService<MeasuringDesk>(),
        Live = provider.GetRequiredService<LiveCalls>(),
        Metrics = provider.GetRequiredService<CallMetrics>(),
        Options = provider.GetRequiredService<CallOptions>(),
        Time = provider.GetRequiredService<TimeProvider>(),
        Log = provider.GetRequiredService<ILoggerFactory>().CreateLogger("VoiceStage.Server.Calls"),
    };
}
