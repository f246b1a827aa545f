using Google.Protobuf.WellKnownTypes;
using VoiceStage.Risk.Findings;
using VoiceStage.V1;
using Message = VoiceStage.V1.EscalationSummary;

namespace VoiceStage.Server.Escalations;

/// <summary>The hand-over as a message.</summary>
internal static class SummaryMessage
{
    public static Message Write(EscalationSummary summary) => new()
    {
        Situation = summary.Situation,
        Background = summary.Background,
        Evidence = { summary.Evidence.Select(Write) },
        Instruments = { summary.Instruments.Select(Write) },
        Contradictions = { summary.Contradictions },
        Missing = { summary.Missing },
        VoiceFindings = { summary.VoiceFindings },
        Recommendation = summary.Recommendation,
        Text = summary.Text,
    };

    private static Evidence Write(EvidencePiece evidence)
    {
        var message = new Evidence
        {
            Source = evidence.Source,
            Code = evidence.Code,
            Quote = evidence.Quote,
            Item = evidence.ItemId ?? "",
            WordCount = evidence.WordCount,
            Strength = evidence.Strength,
            ReadingSeconds = evidence.ReadingSeconds,
            Marks = { evidence.Marks },
            Time = evidence.Time is { } time ? Timestamp.FromDateTimeOffset(time) : null,
        };
        if (evidence.AudioOffsetSeconds is { } offset)
        {
            message.AudioOffsetS = offset;
        }

        if (evidence.LogLikelihoodRatio is { } ratio)
        {
            message.LogLikelihoodRatio = ratio;
        }

        return message;
    }

    private static InstrumentScore Write(SummaryInstrument instrument)
    {
        var message = new InstrumentScore { Instrument = instrument.Instrument, Result = instrument.Result, UnknownItems = { instrument.UnknownItems } };
        if (instrument.Total is { } total)
        {
            message.Total = total;
        }

        return message;
    }
}
