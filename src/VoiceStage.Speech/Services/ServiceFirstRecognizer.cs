using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Services;

/// <summary>Open answers by a site's own service, with the embedded engine listening beside it; everything else by the embedded engine alone.</summary>
/// <remarks>
/// <para>Closed questions, suicide items, risk phrases and what is read while a patient speaks never wait for a network. The words of the embedded engine stay as an alternative of the
/// service's, so that a risk phrase that either heard is found.</para>
/// <para>A service that fails or is slow costs nothing but its words: the embedded engine's are given, marked with the service's code in <see cref="Transcript.Degraded"/>.</para>
/// </remarks>
/// <param name="embedded">The engine that is always there.</param>
/// <param name="service">The site's own.</param>
/// <param name="patience">How long its answer is waited for after the end of an answer.</param>
/// <param name="time">Runs that wait.</param>
/// <param name="handedOver">Told the stable code when the embedded engine's words are given instead; null tells nobody.</param>
public sealed class ServiceFirstRecognizer(
    ISpeechRecognizer embedded, ITranscriptionService service, TimeSpan patience, TimeProvider time, Action<string>? handedOver = null) : ISpeechRecognizer
{
    /// <summary>Shortest sound that a service is asked about, in seconds: from less, some write words that nobody said.</summary>
    public const double ShortestSeconds = 0.3;

    /// <summary>Longest sound that is sent, in seconds; the longest answer.</summary>
    public const double LongestSeconds = 300;

    /// <inheritdoc/>
    public string Engine => embedded.Engine;

    /// <inheritdoc/>
    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        var beside = embedded.Start(request);
        return request is { Grammar: null, Keyphrases: null, Priority: RecognitionPriority.Open } ? new Utterance(this, beside, request) : beside;
    }

    private void Tell(string code) => handedOver?.Invoke(code);

    private async Task<Transcript> AskAsync(Recording recording, string language, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            return await service.TranscribeAsync(recording, language, both.Token);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new SpeechEngineException("SERVICE_TIMEOUT", "the speech service did not answer in time");
        }
    }

    private sealed class Utterance(ServiceFirstRecognizer recognizer, IUtteranceRecognition beside, RecognitionRequest request) : IUtteranceRecognition
    {
        private readonly List<short[]> kept = [];
        private long count;

        public void Accept(ReadOnlySpan<float> samples)
        {
            beside.Accept(samples);
            if (count > LongestSeconds * request.SampleRateHz)
            {
                return;
            }

            var part = new short[samples.Length];
            for (var i = 0; i < part.Length; i++)
            {
                part[i] = (short)Math.Clamp(MathF.Round(samples[i] * 32_768), short.MinValue, short.MaxValue);
            }

            kept.Add(part);
            count += part.Length;
        }

        public PartialTranscript Partial() => beside.Partial();

        public async ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
        {
            var seconds = (double)count / request.SampleRateHz;
            if (seconds is < ShortestSeconds or > LongestSeconds)
            {
                return await beside.FinishAsync(cancellation);
            }

            var asked = recognizer.AskAsync(Kept(), request.Language, cancellation);
            Transcript? own = null;
            Exception? ownFault = null;
            try
            {
                own = await beside.FinishAsync(cancellation);
            }
            catch (Exception e) when (e is not (OperationCanceledException or OutOfMemoryException))
            {
                ownFault = e;
            }

            try
            {
                var words = await asked;
                return own is null || own.Text.Length == 0 || own.Text == words.Text ? words : words with { Alternatives = [own.Text, .. own.Alternatives] };
            }
            catch (SpeechEngineException e)
            {
                recognizer.Tell(e.Code);
                return own is not null ? own with { Degraded = e.Code } : throw new SpeechEngineException("ENGINE_FAULT", "neither the speech service nor the embedded engine could", ownFault);
            }
        }

        public void Dispose() => beside.Dispose();

        private Recording Kept()
        {
            var samples = new float[count];
            var at = 0;
            foreach (var part in kept)
            {
                foreach (var value in part)
                {
                    samples[at++] = value / 32_768f;
                }
            }

            return new Recording(samples, request.SampleRateHz);
        }
    }
}
