using Microsoft.EntityFrameworkCore;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;
using VoiceStage.Risk.Fusion;
using VoiceStage.Server.Calls;
using VoiceStage.Server.Journal;

namespace VoiceStage.Server.Clinic;

/// <summary>One assessment of a patient over time.</summary>
/// <param name="AssessmentId">Assessment.</param>
/// <param name="Time">When it was made.</param>
/// <param name="Level">Level it came to.</param>
/// <param name="Totals">Sum by instrument; only what may be formed.</param>
/// <param name="Voice">Voice features by code, as measured.</param>
public sealed record EarlierAssessment(string AssessmentId, DateTimeOffset Time, CareLevel Level, IReadOnlyDictionary<string, double> Totals, IReadOnlyDictionary<string, double> Voice);

/// <summary>What a patient's assessments came to, oldest first.</summary>
internal sealed class PatientHistory(IDbContextFactory<VoiceStageDb> contexts, ISessionJournal journal, RulesForProtocol rulesFor)
{
    private const int Most = 12;

    /// <summary>The newest twelve, oldest first.</summary>
    public async Task<IReadOnlyList<EarlierAssessment>> OfAsync(string patientId, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var rows = await db.Assessments.AsNoTracking().Where(row => row.PatientId == patientId && row.JournalVersion > 0)
            .OrderByDescending(row => row.CreatedMs).Take(Most).Select(row => new { row.Id, row.CreatedMs }).ToListAsync(cancellation);
        var found = new List<EarlierAssessment>(rows.Count);
        foreach (var row in rows.AsEnumerable().Reverse())
        {
            var session = Session.Fold(await journal.LoadAsync(row.Id, cancellation));
            var inputs = session.Opened is { } opened ? rulesFor(opened.ProtocolId).InputsOf(session) : new RiskInputs();
            var totals = InstrumentResults.Of(session.Answers).Where(result => result.Total is not null).ToDictionary(result => result.Instrument, result => result.Total!.Value, StringComparer.Ordinal);
            var voice = VoiceFeatures.Of(inputs.Voice).ToDictionary(feature => feature.Norm.Code, feature => feature.Value, StringComparer.Ordinal);
            found.Add(new(row.Id, DateTimeOffset.FromUnixTimeMilliseconds(row.CreatedMs), session.Level, totals, voice));
        }

        return found;
    }
}
