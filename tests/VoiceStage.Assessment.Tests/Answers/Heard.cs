using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Tests.Answers;

/// <summary>Turns as the server would observe them.</summary>
internal static class Heard
{
    internal static AnswerHeard Both(string grammar, string free, double grammarConfidence = 0.95, double freeConfidence = 0.9) => Nothing with
    {
        End = TurnEnd.Silence,
        SpeechSeconds = 1.2,
        Transcripts = [Ear("vosk/grammar", grammar, grammarConfidence), Ear("vosk/free", free, freeConfidence)],
    };

    internal static AnswerHeard Grammar(string text, double confidence = 0.95) => Nothing with
    {
        End = TurnEnd.Silence,
        SpeechSeconds = 1.2,
        Transcripts = [Ear("vosk/grammar", text, confidence)],
    };

    internal static AnswerHeard Free(string text, double confidence = 0.9) => Nothing with
    {
        End = TurnEnd.Silence,
        SpeechSeconds = 1.2,
        Transcripts = [Ear("scripted", text, confidence)],
    };

    internal static AnswerHeard Keys(string keys, bool touched = false) => Nothing with { End = TurnEnd.Keys, Keys = keys, Touched = touched };

    internal static AnswerHeard Typed(string text) => Nothing with { End = TurnEnd.Client, TypedText = text };

    internal static AnswerHeard Nothing { get; } = new() { PromptId = "p1", ItemId = "x", End = TurnEnd.NoSpeech };

    private static Transcript Ear(string engine, string text, double confidence) => new() { Engine = engine, Text = text, Confidence = confidence };
}
