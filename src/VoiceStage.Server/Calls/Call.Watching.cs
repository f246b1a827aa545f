using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Server.Answers;
using VoiceStage.Server.Turns;

namespace VoiceStage.Server.Calls;

/// <summary>Risk phrases and calls for help in what the patient says, in every state: while listening, during prompts, before consent.</summary>
internal sealed partial class Call
{
    /// <summary>Least time between two checks of one phrase: a second look costs a decode of the last seconds.</summary>
    private const double SpotterCheckSeconds = 0.6;

    /// <summary>What is heard again in a check: the longest phrase by the slowest voice, twice over.</summary>
    private const double SpotterWindowSeconds = 8;

    /// <summary>What the free ear read in those seconds, which has no times yet: three words a second.</summary>
    private const int SpotterWindowWords = 24;

    /// <summary>How long the free ear may take to read the same seconds before a keyphrase counts without it: on a busy machine its silence is lateness, no second opinion.</summary>
    private static readonly TimeSpan SecondOpinionWithin = TimeSpan.FromSeconds(1.5);

    /// <summary>How far behind the free ear may be and still have read the phrase.</summary>
    private const double SecondOpinionLagSeconds = 0.3;

    private long spotterCheckedAt;
    private long? acuteSeenAt;

    private string ItemAtHand => turn?.Prompt.ItemId ?? pen.State.Prompt?.ItemId ?? "";

    private async ValueTask ReadPartialsAsync()
    {
        if ((ears ?? outsideEars) is not { } hearing)
        {
            return;
        }

        if (intake.Heard - partialReadAt >= Samples(PartialEverySeconds))
        {
            partialReadAt = intake.Heard;
            await ReadAsync(hearing.Partial(), inTurn: turn is not null);
            await CheckSpotterAsync(hearing);
        }

        if (outsideEars is not null && speech.State == SpeechState.Quiet && speech.SilenceSamples >= Samples(PauseBeforeSpeakingSeconds))
        {
            await EndOutsideStretchAsync();
        }
    }

    /// <summary>Words outside a turn are read for risk and help only, and then forgotten.</summary>
    private async ValueTask EndOutsideStretchAsync()
    {
        using var stretch = outsideEars!;
        outsideEars = null;
        using var limit = new CancellationTokenSource(parts.Options.OpenWordsWithin, parts.Time);
        var heard = (await stretch.FinishAsync(limit.Token)).Transcripts;
        var beside = string.Join(' ', heard.Where(transcript => !SpottedPhrases.AreFrom(transcript.Engine)).Select(transcript => transcript.Text));
        foreach (var transcript in heard)
        {
            if (SpottedPhrases.AreFrom(transcript.Engine))
            {
                await ReadSpottedAsync(transcript.Text, beside, inTurn: false);
            }
            else
            {
                await ReadAsync(transcript.Text, inTurn: false);
            }
        }
    }

    /// <summary>An acute phrase that the keyphrase ear believes to hear pages within two seconds of its end, not at the end of the answer.</summary>
    private async ValueTask CheckSpotterAsync(Ears hearing)
    {
        if (watch.HasTold(RiskWatch.Acute) || intake.Heard - spotterCheckedAt < Samples(SpotterCheckSeconds))
        {
            return;
        }

        if (!hearing.MayHoldAcute())
        {
            acuteSeenAt = null;
            return;
        }

        acuteSeenAt ??= parts.Time.GetTimestamp();
        if (hearing.LagSamples > SecondOpinionLagSeconds * AudioIntake.EngineRateHz && parts.Time.GetElapsedTime(acuteSeenAt.Value) < SecondOpinionWithin)
        {
            return;
        }

        spotterCheckedAt = intake.Heard;
        var from = Math.Max(Math.Max(earsStart, intake.Engine.Start), earsFedTo - (long)(SpotterWindowSeconds * AudioIntake.EngineRateHz));
        using var limit = new CancellationTokenSource(parts.Options.OpenWordsWithin, parts.Time);
        var spotted = await hearing.SpottedInAsync(intake.Engine.Between(from, earsFedTo).ToArray(), limit.Token);
        await ReadSpottedAsync(spotted, string.Join(' ', hearing.Partial().Split(' ').TakeLast(SpotterWindowWords)), inTurn: turn is not null);
    }

    private async ValueTask ReadSpottedAsync(string spotted, string heardBeside, bool inTurn)
    {
        if (watch.ReadSpotted(spotted, heardBeside, onlyAcute: inTurn) is { } family && !MayBeEcho(family))
        {
            await ObserveAsync(new RiskPhraseHeard(ItemAtHand, family, $"spotted-{family}", parts.Recognizer.Engine + Ears.SpotterSuffix, intake.Position), kindly: true);
        }
    }

    private async ValueTask ReadAsync(string words, bool inTurn)
    {
        foreach (var match in watch.Read(words, onlyAcute: inTurn, MayBeEcho))
        {
            await ObserveAsync(new RiskPhraseHeard(ItemAtHand, match.Family, match.PhraseId, parts.Recognizer.Engine + "/free", intake.Position), kindly: true);
        }

        if (watch.AsksForHelp(words))
        {
            await ObserveAsync(new ControlUsed(ControlKind.NeedHelpNow, "words"), kindly: true);
        }
    }
}
