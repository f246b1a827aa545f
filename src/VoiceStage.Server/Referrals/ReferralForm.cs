using System.Globalization;
using System.Text.RegularExpressions;
using Google.Protobuf.WellKnownTypes;
using VoiceStage.Server.Errors;
using Details = VoiceStage.Assessment.Sessions.Referral;

namespace VoiceStage.Server.Referrals;

/// <summary>Checks a referral as it comes in and reads it into what sessions know, and back.</summary>
internal static partial class ReferralForm
{
    /// <summary>Most posts; they are shown to a person who has a minute.</summary>
    private const int MostPosts = 50;

    /// <summary>Most earlier scores; the trend needs no more.</summary>
    private const int MostEarlierScores = 100;

    public static Details Read(string patientId, V1.Referral? referral, DateTimeOffset now)
    {
        var rules = new FieldRules();
        if (referral is null)
        {
            rules.Wrong("referral", "required");
            rules.Check();
            return null!;
        }

        rules.Line("referral.greeting_name", referral.GreetingName, 100);
        rules.Form("referral.language_code", referral.LanguageCode, LanguageTag(), "a BCP-47 tag, for example en-US");
        rules.Form("referral.time_zone", referral.TimeZone, ZoneName(), "an IANA time zone, for example America/New_York");
        rules.Form("referral.callback_number", referral.CallbackNumber, PhoneNumber(), "a number in E.164 form, for example +14155550100");
        rules.Line("referral.current_location", referral.CurrentLocation, 500);
        rules.Line("referral.emergency_contact", referral.EmergencyContact, 500);
        rules.Line("referral.treating_clinician", referral.TreatingClinician, 200);
        rules.Line("referral.consent_reference", referral.ConsentReference, 200);
        if (referral.ConsentReference.Length == 0)
        {
            rules.Wrong("referral.consent_reference", "required: nobody is called who did not agree to be referred");
        }

        if (referral.Sex is not ("" or "female" or "male"))
        {
            rules.Wrong("referral.sex", "female, male or empty");
        }

        var birthDate = BirthDate(rules, referral, now);
        var score = TextScore(rules, referral.TextScore, now);
        rules.Count("referral.posts", referral.Posts.Count, MostPosts);
        var posts = referral.Posts.Take(MostPosts).Select((post, i) => Post(rules, post, $"referral.posts[{i}]", now)).ToList();
        rules.Check();
        return new()
        {
            PatientId = patientId,
            ReferralId = "",
            GreetingName = OrNull(referral.GreetingName),
            BirthDate = birthDate,
            Language = OrNull(referral.LanguageCode) ?? "en-US",
            TimeZone = OrNull(referral.TimeZone),
            CallbackNumber = OrNull(referral.CallbackNumber),
            SafeToLeaveMessage = referral.HasSafeToLeaveMessage ? referral.SafeToLeaveMessage : null,
            CurrentLocation = OrNull(referral.CurrentLocation),
            PermissionToSendHelp = referral.HasPermissionToSendHelp ? referral.PermissionToSendHelp : null,
            EmergencyContact = OrNull(referral.EmergencyContact),
            TreatingClinician = OrNull(referral.TreatingClinician),
            ConsentReference = referral.ConsentReference,
            Sex = OrNull(referral.Sex),
            TextScore = score,
            Posts = posts,
        };
    }

    public static V1.Referral Write(StoredReferral stored)
    {
        var details = stored.Referral;
        var referral = new V1.Referral
        {
            Name = $"patients/{details.PatientId}/referrals/{details.ReferralId}",
            GreetingName = details.GreetingName ?? "",
            LanguageCode = details.Language,
            TimeZone = details.TimeZone ?? "",
            CallbackNumber = details.CallbackNumber ?? "",
            CurrentLocation = details.CurrentLocation ?? "",
            EmergencyContact = details.EmergencyContact ?? "",
            TreatingClinician = details.TreatingClinician ?? "",
            ConsentReference = details.ConsentReference,
            Protocol = stored.Protocol,
            Assessment = $"assessments/{stored.AssessmentId}",
            CreateTime = Timestamp.FromDateTimeOffset(stored.CreateTime),
            Etag = stored.Etag,
            Sex = details.Sex ?? "",
        };
        if (details.BirthDate is { } birthDate)
        {
            referral.BirthDate = birthDate.ToString("O", CultureInfo.InvariantCulture);
        }

        if (details.SafeToLeaveMessage is { } safe)
        {
            referral.SafeToLeaveMessage = safe;
        }

        if (details.PermissionToSendHelp is { } permission)
        {
            referral.PermissionToSendHelp = permission;
        }

        if (details.TextScore is { } score)
        {
            referral.TextScore = new() { Value = score.Value, Scale = score.Scale, ScoreTime = ToTimestamp(score.ScoreTime), EarlierValues = { score.EarlierValues } };
        }

        foreach (var post in details.Posts)
        {
            var written = new V1.Post { Text = post.Text, PostTime = ToTimestamp(post.PostTime) };
            if (post.Score is { } value)
            {
                written.Score = value;
            }

            referral.Posts.Add(written);
        }

        return referral;
    }

    private static DateOnly? BirthDate(FieldRules rules, V1.Referral referral, DateTimeOffset now)
    {
        if (!referral.HasBirthDate)
        {
            return null;
        }

        if (DateOnly.TryParseExact(referral.BirthDate, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            && date.Year >= 1900 && date <= DateOnly.FromDateTime(now.UtcDateTime.AddDays(1)))
        {
            return date;
        }

        rules.Wrong("referral.birth_date", "a date like 1980-02-29, from 1900 to today; leave it out when unknown");
        return null;
    }

    private static Assessment.Sessions.TextScore? TextScore(FieldRules rules, V1.TextScore? score, DateTimeOffset now)
    {
        if (score is null)
        {
            return null;
        }

        rules.Form("referral.text_score.scale", score.Scale, ScaleName(), "1 to 40 of a-z 0-9 . _ -");
        if (score.Scale.Length == 0)
        {
            rules.Wrong("referral.text_score.scale", "required, for example probability");
        }

        var (least, most) = score.Scale == "probability" ? (0.0, 1.0) : (-1e6, 1e6);
        rules.Within("referral.text_score.value", score.Value, least, most);
        rules.Count("referral.text_score.earlier_values", score.EarlierValues.Count, MostEarlierScores);
        for (var i = 0; i < Math.Min(score.EarlierValues.Count, MostEarlierScores); i++)
        {
            rules.Within($"referral.text_score.earlier_values[{i}]", score.EarlierValues[i], least, most);
        }

        return new(score.Value, score.Scale, Time(rules, score.ScoreTime, "referral.text_score.score_time", now), [.. score.EarlierValues]);
    }

    private static Assessment.Sessions.Post Post(FieldRules rules, V1.Post post, string field, DateTimeOffset now)
    {
        rules.Lines($"{field}.text", post.Text, 1, 10_000);
        if (post.HasScore)
        {
            rules.Within($"{field}.score", post.Score, 0, 1);
        }

        return new(post.Text, Time(rules, post.PostTime, $"{field}.post_time", now), post.HasScore ? post.Score : null);
    }

    /// <summary>A time from 1990 to tomorrow: the other side's clock may be a little ahead, but not a year.</summary>
    private static DateTimeOffset? Time(FieldRules rules, Timestamp? time, string field, DateTimeOffset now)
    {
        if (time is null)
        {
            return null;
        }

        var first = new DateTimeOffset(1990, 1, 1, 0, 0, 0, TimeSpan.Zero).ToUnixTimeSeconds();
        if (time.Nanos is >= 0 and < 1_000_000_000 && time.Seconds >= first && time.Seconds <= now.AddDays(1).ToUnixTimeSeconds())
        {
            return time.ToDateTimeOffset();
        }

        rules.Wrong(field, "a time from 1990 to now; leave it out when unknown");
        return null;
    }

    private static Timestamp? ToTimestamp(DateTimeOffset? time) => time is { } known ? Timestamp.FromDateTimeOffset(known) : null;

    private static string? OrNull(string text) => text.Length == 0 ? null : text;

    [GeneratedRegex(@"\A[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,4}\z")]
    private static partial Regex LanguageTag();

    [GeneratedRegex(@"\A[A-Za-z][A-Za-z0-9_+-]{1,31}(/[A-Za-z0-9_+-]{1,31}){0,2}\z")]
    private static partial Regex ZoneName();

    [GeneratedRegex(@"\A\+[1-9][0-9]{6,14}\z")]
    private static partial Regex PhoneNumber();

    [GeneratedRegex(@"\A[a-z0-9._-]{1,40}\z")]
    private static partial Regex ScaleName();
}
