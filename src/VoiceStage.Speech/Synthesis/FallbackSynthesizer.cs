using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Speech.Synthesis;

/// <summary>Speaks with the first engine of an order that can: a missing or failing engine hands over to the next.</summary>
/// <remarks>The voice name belongs to the first engine; each further one speaks with the voice given for it here.</remarks>
public sealed class FallbackSynthesizer : ISpeechSynthesizer
{
    private readonly ISpeechSynthesizer first;
    private readonly IReadOnlyList<(ISpeechSynthesizer Engine, string Voice)> others;
    private readonly Action<string, string>? handedOver;

    /// <summary>Makes one.</summary>
    /// <param name="first">The preferred engine.</param>
    /// <param name="others">What follows when it cannot, in order, each with its voice.</param>
    /// <param name="handedOver">Told the engine that could not and the stable code why; null tells nobody.</param>
    public FallbackSynthesizer(
        ISpeechSynthesizer first, IReadOnlyList<(ISpeechSynthesizer Engine, string Voice)> others, Action<string, string>? handedOver = null)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(others);
        this.first = first;
        this.others = others;
        this.handedOver = handedOver;
    }

    /// <inheritdoc/>
    public string Engine => first.Engine;

    /// <inheritdoc/>
    /// <exception cref="SpeechEngineException">No engine could; the last one's code.</exception>
    public async ValueTask<Recording> SpeakAsync(string text, string voice, CancellationToken cancellation)
    {
        SpokenText.Check(text);
        var turn = first;
        var turnVoice = voice;
        for (var next = 0; ; next++)
        {
            try
            {
                return await turn.SpeakAsync(text, turnVoice, cancellation);
            }
            catch (SpeechEngineException e)
            {
                handedOver?.Invoke(turn.Engine, e.Code);
                if (next == others.Count)
                {
                    throw;
                }

                (turn, turnVoice) = others[next];
            }
        }
    }
}
