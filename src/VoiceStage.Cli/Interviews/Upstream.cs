using Grpc.Core;
using Grpc.Net.Client;
using VoiceStage.V1;

namespace VoiceStage.Cli.Interviews;

/// <summary>The upstream service's side of an interview: refers the patient, and reads the outcome back.</summary>
internal sealed class Upstream(ChannelBase channel, string token, TimeProvider time)
{
    private static readonly TimeSpan ReceiptPatience = TimeSpan.FromSeconds(10);
    private readonly ReferralService.ReferralServiceClient referrals = new(channel);

    private Metadata Headers => new() { { "authorization", "Bearer " + token } };

    /// <summary>A channel to a service without TLS on loopback, or with TLS elsewhere.</summary>
    public static GrpcChannel Connect(string url) => GrpcChannel.ForAddress(url, new GrpcChannelOptions
    {
        MaxReceiveMessageSize = 8 * 1024 * 1024,
        // The patient resumes by itself; a hidden retry would only hide the break.
        MaxRetryAttempts = null,
    });

    /// <summary>Refers a patient.</summary>
    /// <returns>The assessment name and the patient's one-time ticket.</returns>
    public async Task<(string Assessment, string Ticket)> ReferAsync(string patient, Referral referral, CancellationToken cancellation)
    {
        var created = await referrals.CreateReferralAsync(
            new CreateReferralRequest { Parent = "patients/" + patient, Referral = referral }, Headers, cancellationToken: cancellation);
        return (created.Referral.Assessment, created.Ticket);
    }

    /// <summary>Reads the outcome once the call is over and, when a person was paged, the page has been receipted.</summary>
    public async Task<GetAssessmentOutcomeResponse> OutcomeAsync(string assessment, CancellationToken cancellation)
    {
        var began = time.GetTimestamp();
        while (true)
        {
            var outcome = await referrals.GetAssessmentOutcomeAsync(
                new GetAssessmentOutcomeRequest { Assessment = assessment }, Headers, cancellationToken: cancellation);
            var settled = outcome.Outcome != AssessmentOutcome.Unspecified && (outcome.HasEscalatedAtS || outcome.Level <= CareLevel.Low);
            if (settled || time.GetElapsedTime(began) > ReceiptPatience)
            {
                return outcome;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(50), time, cancellation);
        }
    }
}
