using System.Text.RegularExpressions;

namespace VoiceStage.Server.Errors;

/// <summary>Checks the fields of one request and collects everything that is wrong, so that a caller sees it in one answer.</summary>
internal sealed class FieldRules
{
    private readonly List<FieldViolation> violations = [];

    public void Wrong(string field, string wanted) => violations.Add(new(field, wanted));

    /// <summary>One line of text.</summary>
    public void Line(string field, string value, int most)
    {
        if (value.Length > most || value.Any(char.IsControl))
        {
            Wrong(field, $"one line of at most {most} characters");
        }
    }

    /// <summary>Text of several lines.</summary>
    public void Lines(string field, string value, int least, int most)
    {
        if (value.Length < least || value.Length > most || value.Any(c => char.IsControl(c) && c is not ('\n' or '\r' or '\t')))
        {
            Wrong(field, $"{least} to {most} characters, no control characters");
        }
    }

    public void Form(string field, string value, Regex form, string wanted)
    {
        if (value.Length > 0 && !form.IsMatch(value))
        {
            Wrong(field, wanted);
        }
    }

    public void Within(string field, double value, double least, double most)
    {
        // Written so that NaN is wrong too.
        if (!(value >= least && value <= most))
        {
            Wrong(field, FormattableString.Invariant($"{least} to {most}"));
        }
    }

    public void Count(string field, int count, int most)
    {
        if (count > most)
        {
            Wrong(field, $"at most {most}");
        }
    }

    /// <summary>Empty, or a UUID.</summary>
    public void RequestId(string value)
    {
        if (value.Length > 0 && !Guid.TryParseExact(value, "D", out _))
        {
            Wrong("request_id", "a UUID like 6f1c1c1e-8f1e-4a51-9a53-0d9a2b7f0a11, or empty");
        }
    }

    /// <summary>0 takes the default.</summary>
    public int PageSize(int value, int standard, int most)
    {
        if (value < 0 || value > most)
        {
            Wrong("page_size", $"1 to {most}, or 0 for {standard}");
        }

        return value == 0 ? standard : value;
    }

    public void Check()
    {
        if (violations.Count > 0)
        {
            throw ErrorCodes.InvalidField.Refusal(violations);
        }
    }
}
