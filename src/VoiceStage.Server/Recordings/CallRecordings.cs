using VoiceStage.Server.Calls;
using VoiceStage.Server.Referrals;

namespace VoiceStage.Server.Recordings;

/// <summary>The recording store as a call uses it.</summary>
internal sealed class CallRecordings(RecordingStore store, ReferralStore referrals) : ICallRecordings
{
    public async ValueTask<long> DurableOffsetAsync(string assessmentId, CancellationToken cancellation) =>
        await store.DurableSampleAsync(assessmentId, cancellation);

    /// <remarks>A call opens a recording only after consent was journalled.</remarks>
    public async ValueTask<ICallRecording> OpenAsync(string assessmentId, int sampleRateHz, long sampleOffset, CancellationToken cancellation)
    {
        var assessment = await referrals.FindAssessmentAsync(assessmentId, cancellation)
            ?? throw new RecordingFailedException("the assessment is not in the store");
        return new CallRecording(store, assessmentId, assessment.PatientId, sampleRateHz, sampleOffset);
    }
}
