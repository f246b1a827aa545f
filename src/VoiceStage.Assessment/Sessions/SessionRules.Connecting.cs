namespace VoiceStage.Assessment.Sessions;

public sealed partial class SessionRules
{
    /// <summary>The first stream starts the call; a later one says again what was not heard, with an apology, and counts nothing.</summary>
    private void Connected(ResponseGroup group, Session before)
    {
        if (group.Session.Closed is not null)
        {
            foreach (var prompt in before.Unheard.Where(prompt => !prompt.ExpectsAnswer))
            {
                group.Repeat(prompt);
            }

            return;
        }

        if (before.Connection is null)
        {
            Greet(group);
            return;
        }

        RepeatWithApology(group, before);
    }

    private void Greet(ResponseGroup group)
    {
        var referral = group.Session.Opened!.Referral;
        if (IsMinor(referral.BirthDate, group.Moment.Time))
        {
            PutThrough(group, "clinician", "minor", _wording.Handoff);
        }
        else if (!SameLanguage(referral.Language, _protocol.Language))
        {
            PutThrough(group, "interpreter", "other_language", _wording.Interpreter);
        }
        else
        {
            AskNext(group);
        }
    }

    private void RepeatWithApology(ResponseGroup group, Session before)
    {
        group.Say(PromptPurpose.Notice, _wording.Apology);
        foreach (var prompt in before.Unheard.Where(prompt => !prompt.ExpectsAnswer && prompt.Purpose != PromptPurpose.Notice))
        {
            group.Repeat(prompt);
        }

        if (group.Session.Question is { } question && (group.Session.Handoff is null || before.Prompt == question))
        {
            group.Repeat(question);
        }
        else if (group.Session.Handoff is not null && before.Prompt is { ExpectsAnswer: false, Purpose: PromptPurpose.Handoff or PromptPurpose.Crisis } last
            && before.Unheard.All(prompt => prompt.PromptId != last.PromptId))
        {
            group.Repeat(last);
        }
    }

    private bool IsMinor(DateOnly? birthDate, DateTimeOffset now) =>
        birthDate is { } born && born.AddYears(_site.AdultFromYears) > DateOnly.FromDateTime(now.UtcDateTime);

    private static bool SameLanguage(string one, string other) =>
        string.Equals(one.Split('-')[0], other.Split('-')[0], StringComparison.OrdinalIgnoreCase);
}
