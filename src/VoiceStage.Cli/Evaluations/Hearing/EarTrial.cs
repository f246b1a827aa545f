using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Cli.Evaluations.Hearing;

/// <summary>How a sentence reaches the ears.</summary>
/// <param name="Name">As it is printed.</param>
/// <param name="IsTelephone">8 kHz, mu-law.</param>
/// <param name="NoiseBelowDb">How far noise lies below the voice; null for none.</param>
internal sealed record Line(string Name, bool IsTelephone, double? NoiseBelowDb)
{
    /// <summary>The lines that are judged.</summary>
    public static IReadOnlyList<Line> All { get; } = [new("wide", false, null), new("telephone", true, null), new("noise_10db", false, 10), new("noise_5db", false, 5)];

    /// <summary>The sentence as it arrives, at 16 kHz with half a second of quiet around it.</summary>
    public float[] Carry(float[] spoken, Random random)
    {
        const int Rate = 16_000;
        var samples = new float[spoken.Length + Rate];
        spoken.CopyTo(samples, Rate / 2);
        const double Level = 0.08;
        var noise = NoiseBelowDb is { } below ? Level * Math.Pow(10, -below / 20) : 0;
        LineSound.AddNoise(samples, Level / Math.Max(1e-6, LineSound.LoudRms(spoken)), noise, random);
        return IsTelephone ? LineSound.ThroughTelephone(samples) : samples;
    }
}

/// <summary>What both ears made of one sentence.</summary>
/// <param name="FreeFamily">Gravest family in the free ear's words, or null.</param>
/// <param name="SpotFamily">Gravest family in what the spotter heard, beside the free ear and the grammar of a "how often" question, or null.</param>
/// <param name="SpotConfidence">Mean confidence of the spotter's words.</param>
/// <param name="FreeText">The free ear's words.</param>
/// <param name="SpotText">The spotter's.</param>
/// <param name="GrammarText">The grammar's.</param>
internal sealed record EarsHeard(string? FreeFamily, string? SpotFamily, double? SpotConfidence, string FreeText, string SpotText, string GrammarText);

/// <summary>Lets the ears of a "how often" question hear one sentence: free, keyphrases and grammar.</summary>
internal static class EarTrial
{
    private static readonly IReadOnlyList<string>? HowOften = AnswerGrammar.For(new Item { Id = "f", Kind = ItemKind.Frequency, Text = "" });

    /// <summary>Hears it.</summary>
    public static async Task<EarsHeard> HearAsync(ISpeechRecognizer recognizer, float[] samples, bool isNarrowBand, CancellationToken cancellation)
    {
        var request = new RecognitionRequest { SampleRateHz = 16_000, IsNarrowBand = isNarrowBand };
        var free = await OneAsync(request);
        var spot = await OneAsync(request with { Keyphrases = SpottedPhrases.All });
        var grammar = await OneAsync(request with { Grammar = HowOften });
        var matches = RiskLexicon.Default.Match(free);
        var spotted = spot.Text.Length > 0 ? RiskLexicon.Default.Match([grammar, free, spot]).FirstOrDefault(match => match.PhraseId.StartsWith("spotted-", StringComparison.Ordinal)) : null;
        return new(matches.Count > 0 ? matches[0].Family : null, spotted?.Family, spot.Confidence, free.Text, spot.Text, $"{grammar.Text} {grammar.Confidence:0.00}");

        Task<Transcript> OneAsync(RecognitionRequest asked) => EarTrial.OneAsync(recognizer, asked, samples, cancellation);
    }

    /// <summary>Lets a keyphrase ear of another make hear it alone: nobody objects.</summary>
    public static async Task<EarsHeard> SpotAsync(ISpeechRecognizer recognizer, float[] samples, CancellationToken cancellation)
    {
        var spot = await OneAsync(recognizer, new RecognitionRequest { SampleRateHz = 16_000, Keyphrases = SpottedPhrases.All }, samples, cancellation);
        return new(null, SpottedPhrases.FamilyOf(spot.Text), spot.Confidence, "", spot.Text, "");
    }

    private static async Task<Transcript> OneAsync(ISpeechRecognizer recognizer, RecognitionRequest asked, float[] samples, CancellationToken cancellation)
    {
        using var utterance = recognizer.Start(asked);
        utterance.Accept(samples);
        return await utterance.FinishAsync(cancellation);
    }
}
