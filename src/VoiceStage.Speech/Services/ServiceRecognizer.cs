using VoiceStage.Acoustics.Recordings;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Speech.Services;

/// <summary>A speech service as a recogniser of free speech: the sound of an utterance is kept, and sent in one request when it ends.</summary>
/// <remarks>
/// <para>Meant beside the embedded engine, never in its place: it reads nothing while a patient speaks, takes no grammar and spots no phrases.</para>
/// <para>What cannot have been said is refused as SERVICE_NONSENSE: words outside the sound, and more than <see cref="MostWordsPerSecond"/>. Models that write words into
/// silence repeat themselves at far higher rates.</para>
/// </remarks>
/// <param name="service">The service.</param>
/// <param name="patience">How long its answer is waited for after the end of an utterance.</param>
/// <param name="time">Runs that wait.</param>
/// <param name="failed">Told the stable code when there are no words; null tells nobody.</param>
public sealed class ServiceRecognizer(ITranscriptionService service, TimeSpan patience, TimeProvider time, Action<string>? failed = null) : ISpeechRecognizer
{
    /// <summary>Shortest sound that a service is asked about, in seconds: from less, some write words that nobody said.</summary>
    public const double ShortestSeconds = 0.3;

    /// <summary>Longest sound that is sent, in seconds: more than the longest answer, 10 MB at 16 kHz.</summary>
    public const double LongestSeconds = 300;

    /// <summary>Most words in a second of sound, pauses included. Conversation has about three, a quick reader five.</summary>
    public const double MostWordsPerSecond = 8;

    /// <summary>How far behind the end of the sound a word may end: services count in blocks of their own.</summary>
    private const double LateSeconds = 1;

    /// <inheritdoc/>
    public string Engine => service.Engine;

    /// <inheritdoc/>
    /// <exception cref="NotSupportedException">A grammar or keyphrases: those stay with the embedded engine.</exception>
    public IUtteranceRecognition Start(RecognitionRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentOutOfRangeException.ThrowIfLessThan(request.SampleRateHz, 4_000);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(request.SampleRateHz, 384_000);
        return request is { Grammar: null, Keyphrases: null } ? new Utterance(this, request)
            : throw new NotSupportedException("A speech service hears free speech only.");
    }

    private async Task<Transcript> AskAsync(Recording recording, string language, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(patience, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellation);
        try
        {
            var heard = await service.TranscribeAsync(recording, language, both.Token);
            return MayHaveBeenSaid(heard, recording.DurationSeconds) ? heard
                : throw new SpeechEngineException("SERVICE_NONSENSE", "the speech service's words do not fit the sound");
        }
        catch (SpeechEngineException e)
        {
            failed?.Invoke(e.Code);
            throw;
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            failed?.Invoke("SERVICE_TIMEOUT");
            throw new SpeechEngineException("SERVICE_TIMEOUT", "the speech service did not answer in time");
        }
    }

    private static bool MayHaveBeenSaid(Transcript heard, double seconds)
    {
        var most = Math.Ceiling(MostWordsPerSecond * seconds);
        return heard.Words.Count <= most && heard.Text.Count(c => c == ' ') < most
            && heard.Words.All(word => word.StartSeconds >= 0 && word.EndSeconds >= word.StartSeconds && word.EndSeconds <= seconds + LateSeconds);
    }

    private sealed class Utterance(ServiceRecognizer recognizer, RecognitionRequest request) : IUtteranceRecognition
    {
        // 16 bits hold all that is sent, in half the room.
        private readonly List<short[]> kept = [];
        private long count;
        private bool isFinished;
        private bool isDisposed;

        public void Accept(ReadOnlySpan<float> samples)
        {
            ThrowIfOver();
            count += samples.Length;
            if (IsTooLong)
            {
                kept.Clear();
                return;
            }

            var part = new short[samples.Length];
            for (var i = 0; i < part.Length; i++)
            {
                part[i] = (short)Math.Clamp(MathF.Round(samples[i] * 32_768), short.MinValue, short.MaxValue);
            }

            kept.Add(part);
        }

        /// <summary>No words before the end.</summary>
        public PartialTranscript Partial()
        {
            ThrowIfOver();
            return new PartialTranscript("", count);
        }

        public async ValueTask<Transcript> FinishAsync(CancellationToken cancellation)
        {
            ThrowIfOver();
            cancellation.ThrowIfCancellationRequested();
            isFinished = true;
            if (IsTooLong)
            {
                throw new SpeechEngineException("SERVICE_TOO_LONG", "the answer is longer than what is sent");
            }

            return count < ShortestSeconds * request.SampleRateHz ? new Transcript { Engine = recognizer.Engine, Text = "" }
                : await recognizer.AskAsync(Kept(), request.Language, cancellation);
        }

        public void Dispose()
        {
            isDisposed = true;
            kept.Clear();
        }

        private bool IsTooLong => count > LongestSeconds * request.SampleRateHz;

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

            kept.Clear();
            return new Recording(samples, request.SampleRateHz);
        }

        private void ThrowIfOver()
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (isFinished)
            {
                throw new InvalidOperationException("The utterance is finished.");
            }
        }
    }
}
