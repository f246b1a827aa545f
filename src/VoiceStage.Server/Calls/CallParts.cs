using Microsoft.Extensions.Logging;
using VoiceStage.Assessment.Journal;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Turns;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Server.Calls;

/// <summary>Everything that calls share.</summary>
internal sealed record CallParts
{
    /// <summary>Where sessions live.</summary>
    public required ISessionJournal Journal { get; init; }
    /// <summary>Rules by protocol.</summary>
    public required RulesForProtocol RulesFor { get; init; }
    /// <summary>What an assessment was made for.</summary>
    public required FindPurpose FindPurpose { get; init; }
    /// <summary>Sound to words.</summary>
    public required ISpeechRecognizer Recognizer { get; init; }
    /// <summary>A site's own service that hears open answers beside <see cref="Recognizer"/>, or null.</summary>
    public ISpeechRecognizer? SecondEar { get; init; }
    /// <summary>A keyphrase engine of another make that hears open answers beside <see cref="Recognizer"/>, or null.</summary>
    public ISpeechRecognizer? SecondSpotter { get; init; }
    /// <summary>Words to sound.</summary>
    public required IPromptSounds Prompts { get; init; }
    /// <summary>Speech activity, one per stream.</summary>
    public required Func<ISpeechActivity> NewActivity { get; init; }
    /// <summary>Risk phrases.</summary>
    public required FindRiskPhrases FindRisk { get; init; }
    /// <summary>Words that mean a button.</summary>
    public required FindControlWords FindControl { get; init; }
    /// <summary>Recordings.</summary>
    public required ICallRecordings Recordings { get; init; }
    /// <summary>What happens when the store fails.</summary>
    public required ICallFailSafe FailSafe { get; init; }
    /// <summary>Voice measures.</summary>
    public required MeasuringDesk Measuring { get; init; }
    /// <summary>Calls of this process.</summary>
    public required LiveCalls Live { get; init; }
    /// <summary>Figures.</summary>
    public required CallMetrics Metrics { get; init; }
    /// <summary>Bounds.</summary>
    public required CallOptions Options { get; init; }
    /// <summary>Clock.</summary>
    public required TimeProvider Time { get; init; }
    /// <summary>Names a stream within its assessment; a simulation gives names that come again.</summary>
    public Func<string> NewConnectionId { get; init; } = () => Convert.ToHexStringLower(System.Security.Cryptography.RandomNumberGenerator.GetBytes(8));
    /// <summary>Log; never holds words.</summary>
    public required ILogger Log { get; init; }
}
