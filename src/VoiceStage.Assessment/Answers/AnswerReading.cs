using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Answers;

/// <summary>What one text, by itself, says.</summary>
internal enum ReadingKind
{
    /// <summary>No words at all.</summary>
    Empty,

    /// <summary>Words, but none that answer.</summary>
    Other,

    /// <summary>One answer: <see cref="AnswerReading.Value"/>.</summary>
    Value,
    Refused,

    /// <summary>Does not know, or "maybe".</summary>
    Unsure,

    /// <summary>A no that is not clear, or a frequency that fits two options.</summary>
    Hedged,

    /// <summary>Two answers that exclude each other.</summary>
    Conflict,
}

/// <summary>One text read by itself: an answer, how much of the text it explains, and what else stood there.</summary>
internal sealed record AnswerReading
{
    internal required ReadingKind Kind { get; init; }

    internal string? Value { get; init; }

    /// <summary>How many words the text has, contractions written out.</summary>
    internal int WordCount { get; init; }

    /// <summary>Words that no phrase explains, rejects not counted.</summary>
    internal int LeftOverWords { get; init; }

    /// <summary>Rejects of a grammar.</summary>
    internal int Rejects { get; init; }

    /// <summary>Whether an earlier answer in the same breath was taken back.</summary>
    internal bool IsCorrected { get; init; }

    /// <summary>Whether a word that denies stands in it: no, not, never, none, nope.</summary>
    internal bool HasNegation { get; init; }

    /// <summary>Whether a plain word of denial answers ("no", "never", "not at all"), rather than only "I haven't", in which one soft sound decides.</summary>
    internal bool HasPlainNo { get; init; }

    /// <summary>Whether it is "no" and nothing else: the sound that engines make of any short word.</summary>
    internal bool IsBareNo { get; init; }

    /// <summary>Whether it is "agree" or "ahead" and nothing else: the rest of "I agree", and of "I don't agree".</summary>
    internal bool IsBareAgree { get; init; }

    /// <summary>Whether a plain word of assent answers ("yes", "yeah"), rather than only "I did" or "absolutely", which are the beginnings of a no as well.</summary>
    internal bool HasPlainYes { get; init; }

    /// <summary>Whether it begins with a plain "yes", whatever follows.</summary>
    internal bool BeginsWithYes { get; init; }

    /// <summary>Whether words of the other polarity, doubt or exception stand beside the answer.</summary>
    internal bool HasDoubt { get; init; }

    private static readonly HashSet<string> Negations = new(["no", "not", "never", "none", "nope", "nothing", "neither", "nor", "without", "nah"], StringComparer.Ordinal);
    private static readonly HashSet<string> PlainNoes = new(["no", "nope", "never", "none", "nah", "nothing"], StringComparer.Ordinal);

    private static readonly HashSet<string> PlainYeses = new(["yes", "yeah", "yep", "yup", "aye", "uh", "mm", "unfortunately", "okay", "sure"], StringComparer.Ordinal);

    /// <summary>Words after which a "no" is not the whole answer.</summary>
    private static readonly HashSet<string> Exceptions = new(
        ["but", "except", "unless", "until", "though", "although", "however", "yet", "still", "anymore", "almost", "wish", "want", "wanted", "wants", "won't", "would", "might", "could", "before", "used", "lately", "yesterday", "tonight", "sometimes"],
        StringComparer.Ordinal);

    internal static AnswerReading Of(Item item, string? text)
    {
        var words = SpokenWords.WriteOut(text);
        if (words.Count == 0)
        {
            return new AnswerReading { Kind = ReadingKind.Empty };
        }

        var phrases = item.Kind switch
        {
            ItemKind.Consent => AnswerPhrases.Consent,
            ItemKind.Frequency => AnswerPhrases.Frequency,
            ItemKind.YesNo => AnswerPhrases.YesNo,
            _ => AnswerPhrases.Open,
        };
        var found = new List<IntentFound>();
        var leftOver = phrases.Scan(words, found);
        var days = item.Kind == ItemKind.Frequency ? SpokenDayCount.Take(words, leftOver) : null;
        if (days is { } counted)
        {
            found.Add(counted);
            found.Sort((one, other) => one.FirstWord.CompareTo(other.FirstWord));
        }

        var meant = Meant(item, found, out var isCorrected);
        var reading = Judge(item, meant);

        // "Yes I did not", "yes I think about it to not": a grammar that strings its words together; no clean yes.
        if (reading.Value == "yes" && leftOver.Any(index => Negations.Contains(words[index])))
        {
            reading = new AnswerReading { Kind = ReadingKind.Conflict };
        }

        return reading with
        {
            WordCount = words.Count,
            LeftOverWords = leftOver.Count(index => words[index] != SpokenWords.Reject),
            Rejects = leftOver.Count(index => words[index] == SpokenWords.Reject),
            IsCorrected = isCorrected,
            HasNegation = words.Any(Negations.Contains),
            HasPlainNo = found.Any(phrase => phrase.Intent is AnswerIntent.No or AnswerIntent.Frequency0
                && (PlainNoes.Contains(words[phrase.FirstWord]) || EndsNotAtAll(words, phrase))),
            IsBareNo = words.TrueForAll(word => word is "no" or "nope" or "nah"),
            IsBareAgree = words is ["agree"] or ["ahead"],
            HasPlainYes = found.Any(phrase => phrase.Intent == AnswerIntent.Yes && PlainYeses.Contains(words[phrase.FirstWord])),
            BeginsWithYes = words[0] is "yes" or "yeah" or "yep" or "yup",
            HasDoubt = leftOver.Any(index => Exceptions.Contains(words[index]) || Negations.Contains(words[index]))
                || SpokenWords.Split(text).Any(word => word is "won't" or "want" or "wanna"),
        };
    }

    private static bool EndsNotAtAll(List<string> words, IntentFound phrase) =>
        phrase.WordCount >= 3 && words[phrase.FirstWord + phrase.WordCount - 1] == "all" && words[phrase.FirstWord + phrase.WordCount - 3] == "not";

    /// <summary>Drops fillers and what a correction took back.</summary>
    private static List<AnswerIntent> Meant(Item item, List<IntentFound> found, out bool isCorrected)
    {
        var intents = found.Where(phrase => phrase.Intent != AnswerIntent.Filler).Select(phrase => phrase.Intent).ToList();
        var last = intents.LastIndexOf(AnswerIntent.Correction);
        isCorrected = last > 0 && last < intents.Count - 1;

        // "Several days, no, nearly every day": between two frequencies a "no" is a correction, not a frequency.
        if (item.Kind == ItemKind.Frequency && last < 0)
        {
            var no = found.FindIndex(phrase => phrase is { Intent: AnswerIntent.Frequency0, WordCount: 1 });
            if (no > 0 && no < found.Count - 1 && found[no - 1].Intent is >= AnswerIntent.Frequency1 and <= AnswerIntent.Frequency3
                && found[no + 1].Intent is >= AnswerIntent.Frequency1 and <= AnswerIntent.Frequency3)
            {
                isCorrected = true;
                return [.. found.Skip(no + 1).Select(phrase => phrase.Intent).Where(intent => intent != AnswerIntent.Filler)];
            }
        }

        var kept = isCorrected ? intents.Skip(last + 1) : intents;
        return [.. kept.Where(intent => intent != AnswerIntent.Correction)];
    }

    private static AnswerReading Judge(Item item, List<AnswerIntent> meant)
    {
        var kinds = meant.Distinct().ToList();
        if (kinds.Count == 0)
        {
            return new AnswerReading { Kind = ReadingKind.Other };
        }

        return item.Kind == ItemKind.Frequency ? JudgeFrequency(kinds) : JudgeYesNo(item, kinds);
    }

    private static AnswerReading JudgeYesNo(Item item, List<AnswerIntent> kinds)
    {
        var yes = kinds.Contains(AnswerIntent.Yes);
        var no = kinds.Contains(AnswerIntent.No);
        if (item.Kind == ItemKind.Consent)
        {
            // Consent must be plain: any doubt beside a yes is asked again; any no beside a refusal is a no.
            return yes && kinds.Count == 1 ? Answered("yes")
                : no && !yes && !kinds.Contains(AnswerIntent.Unsure) ? Answered("no")
                : kinds.Contains(AnswerIntent.Refuse) && !yes ? new() { Kind = ReadingKind.Refused }
                : kinds is [AnswerIntent.HedgedNo] ? Answered("no")
                : new() { Kind = yes ? ReadingKind.Conflict : ReadingKind.Unsure };
        }

        if (yes && (no || kinds.Contains(AnswerIntent.HedgedNo)))
        {
            return new() { Kind = ReadingKind.Conflict };
        }

        if (yes)
        {
            // "Yes, maybe" and "yes, but I'd rather not talk about it" are a yes: the safe direction.
            return Answered("yes");
        }

        if (kinds.Contains(AnswerIntent.Refuse))
        {
            return new() { Kind = ReadingKind.Refused };
        }

        return kinds.Contains(AnswerIntent.Unsure) ? new() { Kind = ReadingKind.Unsure }
            : kinds.Contains(AnswerIntent.HedgedNo) ? item.IsSuicideItem ? new() { Kind = ReadingKind.Hedged } : Answered("no")
            : Answered("no");
    }

    private static AnswerReading JudgeFrequency(List<AnswerIntent> kinds)
    {
        var values = kinds.Where(intent => intent is >= AnswerIntent.Frequency0 and <= AnswerIntent.Frequency3).ToList();
        if (kinds.Contains(AnswerIntent.Refuse) && values.Count == 0)
        {
            return new() { Kind = ReadingKind.Refused };
        }

        if (kinds.Contains(AnswerIntent.FrequencyAmbiguous) || kinds.Contains(AnswerIntent.HedgedNo))
        {
            return new() { Kind = ReadingKind.Hedged };
        }

        return values.Count switch
        {
            0 => new() { Kind = kinds.Contains(AnswerIntent.Unsure) ? ReadingKind.Unsure : ReadingKind.Other },
            1 when values[0] == AnswerIntent.Frequency0 && kinds.Contains(AnswerIntent.Yes) => new() { Kind = ReadingKind.Conflict },
            1 => kinds.Contains(AnswerIntent.Unsure) ? new() { Kind = ReadingKind.Unsure } : Answered(((int)values[0] - (int)AnswerIntent.Frequency0).ToString(System.Globalization.CultureInfo.InvariantCulture)),
            _ => new() { Kind = ReadingKind.Conflict },
        };
    }

    private static AnswerReading Answered(string value) => new() { Kind = ReadingKind.Value, Value = value };
}
