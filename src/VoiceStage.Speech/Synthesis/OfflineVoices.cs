namespace VoiceStage.Speech.Synthesis;

/// <summary>The host's prompts: recorded ones first, then a site's own voice where there is one, then without a network flite and espeak-ng, each synthesised once.</summary>
public static class OfflineVoices
{
    /// <summary>Puts the engines in order, each behind its own part of the cache, so that a stand-in's sound is never kept under another's name.</summary>
    /// <param name="cache">Where synthesised prompts are kept.</param>
    /// <param name="clock">Marks when a prompt was last used.</param>
    /// <param name="recordedFolder">Prompts that a person recorded (see <see cref="RecordedPrompts"/>), or null.</param>
    /// <param name="handedOver">Told the engine that could not speak and the stable code why; null tells nobody.</param>
    /// <param name="preferred">An engine that is asked before the offline ones, with its voice; null for none.</param>
    /// <exception cref="SpeechEngineException">The folder of recorded prompts has a fault.</exception>
    public static ISpeechSynthesizer Open(
        PromptCacheOptions cache, TimeProvider clock, string? recordedFolder = null, Action<string, string>? handedOver = null,
        (ISpeechSynthesizer Engine, string Voice)? preferred = null)
    {
        var flite = new PromptCache(new FliteSynthesizer(), cache, clock);
        var espeak = new PromptCache(new EspeakSynthesizer(), cache, clock);
        ISpeechSynthesizer offline = new FallbackSynthesizer(flite, [(espeak, "en-us")], handedOver);
        if (preferred is { } first)
        {
            offline = new PreferredVoice(new PromptCache(first.Engine, cache, clock), first.Voice, offline, handedOver);
        }

        return recordedFolder is null ? offline : new RecordedFirst(new RecordedPrompts(recordedFolder), offline, handedOver);
    }

    /// <summary>The same engines without any cache: for words that hold a patient's name.</summary>
    public static ISpeechSynthesizer OpenForgetful() => new FallbackSynthesizer(new FliteSynthesizer(), [(new EspeakSynthesizer(), "en-us")]);
}
