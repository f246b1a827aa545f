using VoiceStage.Assessment.RiskPhrases;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Answers;

/// <summary>Finds risk phrases in words, in any polarity.</summary>
/// <param name="words">Words as an engine wrote them.</param>
public delegate IReadOnlyList<RiskPhraseMatch> FindRiskPhrases(string words);

/// <summary>Finds words that mean a button, or null.</summary>
/// <param name="words">Words as an engine wrote them.</param>
public delegate ControlKind? FindControlWords(string words);

/// <summary>Reads the words of a patient who is still speaking, for risk and for a call for help. Tells each family once per stretch.</summary>
internal sealed class RiskWatch(FindRiskPhrases findRisk, FindControlWords findControl)
{
    internal const string Acute = "acute";
    private readonly HashSet<string> told = [];
    private string lastRead = "";
    private bool helpTold;

    /// <summary>Begins a new turn or a new stretch of speech outside one.</summary>
    public void BeginStretch()
    {
        told.Clear();
        lastRead = "";
        helpTold = false;
    }

    /// <summary>Reads words; the same words again cost nothing.</summary>
    /// <param name="words">All words of the stretch so far.</param>
    /// <param name="onlyAcute">Inside a turn the answer's own words carry every other family to the rules.</param>
    /// <param name="mayBeEcho">Whether a match may be the loudspeaker's and not the patient's; null when nothing sounds.</param>
    /// <returns>First match of each family not told before, the acute one first.</returns>
    public IReadOnlyList<RiskPhraseMatch> Read(string words, bool onlyAcute, Func<RiskPhraseMatch, bool>? mayBeEcho = null)
    {
        if (words.Length == 0 || words == lastRead)
        {
            return [];
        }

        lastRead = words;
        return [.. findRisk(words)
            .Where(match => (!onlyAcute || match.Family == Acute) && mayBeEcho?.Invoke(match) != true)
            .DistinctBy(match => match.Family)
            .Where(match => told.Add(match.Family))
            .OrderByDescending(match => match.Family == Acute)];
    }

    /// <summary>Whether a family was told in this stretch.</summary>
    public bool HasTold(string family) => told.Contains(family);

    /// <summary>Reads what a keyphrase ear heard in the end: what it reads while the patient speaks comes and goes.</summary>
    /// <param name="spotted">Its phrases.</param>
    /// <param name="heardBeside">What the free ear made of the same seconds; empty when it heard nothing.</param>
    /// <param name="onlyAcute">As in <see cref="Read"/>.</param>
    /// <returns>The family to tell, or null.</returns>
    public string? ReadSpotted(string spotted, string heardBeside, bool onlyAcute) =>
        SpottedPhrases.FamilyOf(spotted, heardBeside) is { } family && (!onlyAcute || family == Acute) && told.Add(family) ? family : null;

    /// <summary>Whether the words ask for a person now; once per stretch.</summary>
    public bool AsksForHelp(string words)
    {
        if (helpTold || words.Length == 0 || findControl(words) != ControlKind.NeedHelpNow)
        {
            return false;
        }

        return helpTold = true;
    }
}
