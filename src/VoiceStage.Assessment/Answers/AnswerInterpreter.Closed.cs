using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Speech.Recognition;

namespace VoiceStage.Assessment.Answers;

public static partial class AnswerInterpreter
{
    /// <summary>Mean word confidence above which a grammar's answer stands; see the table in the README beside this project.</summary>
    private const double GrammarConfidence = 0.7;

    /// <summary>The same for a "no" to a suicide item or a "not at all" to item 9, when the other ear neither agrees nor objects.</summary>
    private const double SuicideNoConfidence = 0.75;

    /// <summary>The same when both ears heard the same answer and nothing else.</summary>
    private const double AgreedConfidence = 0.55;

    /// <summary>A free model that hears one word of "yes" where the grammar heard nothing: in telephone band it makes "yeah" of any grunt.</summary>
    private const double LoneYesConfidence = 0.95;

    /// <summary>Mean word confidence above which a free model's complete answer stands without the grammar.</summary>
    private const double FreeConfidence = 0.7;

    /// <summary>Mean word confidence of a grammar's answer below which it is not even a leaning: the engine itself thinks another sound likelier.</summary>
    private const double LeaningConfidence = 0.45;

    /// <summary>Mean word confidence of a grammar's whole answer that scraps of the free ear do not touch.</summary>
    private const double CertainConfidence = 0.9;

    /// <summary>Confidence below which a free model's word is no second opinion on a question that is not about suicide.</summary>
    private const double FaintWordConfidence = 0.35;

    /// <summary>What a free model without the item's words makes of a bare "no": the same sounds, spelt as another word.</summary>
    private static readonly HashSet<string> SoundsLikeNo = new(["know", "you know", "a no", "ah no", "oh know", "no know", "know no", "and no", "the no"], StringComparer.Ordinal);

    private static readonly HashSet<string> Pronouns = new(["i", "he", "she", "we", "they", "you", "it", "a"], StringComparer.Ordinal);

    /// <summary>Words that the free model may add beside an answer before it counts as another sentence: it makes words of breath and noise.</summary>
    private const int NoiseWords = 2;

    private static Answer YesNoFromEars(Item item, AnswerHeard heard, Ears ears, DateOnly? today)
    {
        var careful = item.IsSuicideItem || item.Kind == ItemKind.Consent;
        var grammar = ReadGrammar(item, ears.Grammar);
        // Only beside a grammar that heard "no" itself: alone, "you know" is a filler.
        var besidesNo = grammar is { Kind: ReadingKind.Value, Value: "no" } && IsSure(ears.Grammar, AgreedConfidence);
        var free = ears.Free.Where(transcript => transcript.Text.Length > 0).Select(transcript => (Reading: ReadFree(item, IsSameButForAPronoun(transcript.Text, ears.Grammar) ? ears.Grammar!.Text : transcript.Text, besidesNo), transcript.Confidence)).ToList();
        var texts = ears.Free.Append(ears.Grammar).Where(transcript => transcript is not null).Select(transcript => (transcript!.Text, transcript.Confidence)).ToList();
        var confidence = ears.Grammar?.Confidence ?? ears.Free.Select(transcript => transcript.Confidence).FirstOrDefault();
        var freeSaysYes = free.Any(ear => ear.Reading is { Kind: ReadingKind.Value, Value: "yes" });
        var freeSaysNo = free.Any(ear => ear.Reading is { Kind: ReadingKind.Value, Value: "no" });
        var grammarSure = grammar.Kind == ReadingKind.Value && IsSure(ears.Grammar, GrammarConfidence);

        if (grammar.Value == "yes" || (grammar.Kind is ReadingKind.Other or ReadingKind.Empty && freeSaysYes))
        {
            return Yes();
        }

        // "Yes no I do": a grammar strings words together; the free ear, which heard a plain yes and no denial, settles it in the safe direction.
        if (item.IsSuicideItem && grammar is { Kind: ReadingKind.Conflict, BeginsWithYes: true } && free.Count > 0
            && free.All(ear => ear.Reading is { Value: "yes", BeginsWithYes: true, HasNegation: false } && (ear.Confidence ?? 1) >= FreeConfidence))
        {
            return WithPeriod(Answer.Understood("yes", AnswerSource.Voice, confidence), texts, today);
        }

        // "Yes not agree": the same for consent, but only as a leaning; nobody is recorded for a sentence heard once.
        if (item.Kind == ItemKind.Consent && grammar is { Kind: ReadingKind.Conflict, BeginsWithYes: true } && free.Count > 0
            && free.TrueForAll(ear => ear.Reading is { Value: "yes", BeginsWithYes: true, HasNegation: false } && IsWhole(ear.Reading, ear.Confidence)))
        {
            return Answer.Unclear(AnswerSource.Voice, "CONFLICTING", confidence) with { Leaning = "yes" };
        }

        if (grammar.Value == "no" || (grammar.Kind is ReadingKind.Other or ReadingKind.Empty && freeSaysNo))
        {
            return No();
        }

        return NoValue(grammar, ears.Grammar, free.Select(ear => ear.Reading).ToList(), confidence);

        Answer Yes()
        {
            var yes = WithPeriod(Answer.Understood("yes", AnswerSource.Voice, confidence), texts, today);
            if (freeSaysNo || (grammar.Value == "yes" && free.Any(ear => ear.Reading.Kind == ReadingKind.Conflict)))
            {
                return Answer.Unclear(AnswerSource.Voice, "EARS_DISAGREE", confidence);
            }

            if (item.Kind == ItemKind.Consent)
            {
                // Nobody is recorded by mistake: any denial in any ear is asked again.
                var denied = free.Any(ear => ear.Reading.HasNegation || ear.Reading.Kind == ReadingKind.Refused) || grammar.HasNegation;
                var heardWhole = (grammarSure && !grammar.IsBareAgree) || free.Any(ear => IsWhole(ear.Reading, ear.Confidence) && ear.Reading.Value == "yes");
                return denied ? Answer.Unclear(AnswerSource.Voice, "EARS_DISAGREE", confidence)
                    : heardWhole ? yes
                    : Unsure("yes");
            }

            if (item.IsSuicideItem)
            {
                // The safe direction: one ear that says yes is enough unless the other denies.
                // "I did" and "absolutely" begin a no as well as a yes: these need both ears, whole.
                var plain = (grammar.Value == "yes" && grammar.HasPlainYes) || free.Any(ear => ear.Reading.Value == "yes" && ear.Reading.HasPlainYes);
                var bothWhole = grammarSure && grammar.LeftOverWords == 0 && free.Any(ear => ear.Reading.Value == "yes" && IsWhole(ear.Reading, ear.Confidence));
                var heardByGrammar = grammar.Value == "yes" && (grammarSure || freeSaysYes);
                var heardByFree = free.Any(ear => ear.Reading.Value == "yes" && (ear.Confidence ?? 1) >= (ear.Reading.WordCount > 1 ? FreeConfidence : LoneYesConfidence));
                return !plain && !bothWhole ? Answer.Unclear(AnswerSource.Voice, "LOW_CONFIDENCE", confidence)
                    : heardByGrammar || heardByFree ? yes
                    : Unsure("yes");
            }

            return grammarSure || free.Any(ear => IsWhole(ear.Reading, ear.Confidence)) ? yes : Unsure("yes");
        }

        Answer No()
        {
            var no = Answer.Understood("no", AnswerSource.Voice, confidence);
            if (freeSaysYes || free.Any(ear => ear.Reading.Kind is ReadingKind.Conflict))
            {
                return Answer.Unclear(AnswerSource.Voice, "EARS_DISAGREE", confidence);
            }

            return item.IsSuicideItem ? SuicideNo(no)
                : (grammarSure && (grammar.LeftOverWords == 0 || freeSaysNo)) || free.Any(ear => IsWhole(ear.Reading, ear.Confidence) && ear.Reading.Value == "no") ? no
                : Unsure("no");
        }

        // A bare "I haven't" is no leaning: one soft sound makes it "I have", in both turns alike.
        Answer SuicideNo(Answer no) => NoObjection(item, heard, ears, grammar, free, "no") is not { } objection ? no
            : objection == "LOW_CONFIDENCE" && grammar is { HasPlainNo: true, Rejects: 0 } ? Unsure("no")
            : Answer.Unclear(AnswerSource.Voice, objection, confidence);

        Answer Unsure(string value) => UnsureOf(value, ears, grammar, confidence);
    }

    private static Answer FrequencyFromEars(Item item, AnswerHeard heard, Ears ears)
    {
        // On item 9 even a faint word may object.
        ears = item.IsSuicideItem ? ears : ears.WithoutFaintWords(FaintWordConfidence);
        var grammar = ReadGrammar(item, ears.Grammar);
        var free = ears.Free.Where(transcript => transcript.Text.Length > 0).Select(transcript => (Reading: AnswerReading.Of(item, transcript.Text), transcript.Confidence)).ToList();
        var confidence = ears.Grammar?.Confidence ?? ears.Free.Select(transcript => transcript.Confidence).FirstOrDefault();
        var freeValues = free.Where(ear => ear.Reading.Kind == ReadingKind.Value).Select(ear => ear.Reading.Value!).Distinct().ToList();
        var value = grammar.Kind == ReadingKind.Value && !grammar.HasDoubt ? grammar.Value : grammar.Kind is ReadingKind.Other or ReadingKind.Empty && freeValues.Count == 1 ? freeValues[0] : null;
        if (value is null)
        {
            return IsCutNotAtAll(item, ears)
                ? Answer.Unclear(AnswerSource.Voice, "LOW_CONFIDENCE", confidence) with { Leaning = "0" }
                : NoValue(grammar, ears.Grammar, free.Select(ear => ear.Reading).ToList(), confidence);
        }

        if (freeValues.Exists(other => other != value))
        {
            return Answer.Unclear(AnswerSource.Voice, "EARS_DISAGREE", confidence);
        }

        if (free.Any(ear => Objects(ear.Reading)))
        {
            // "Not at all" beside "not yet": no other option, only a scrap of one; said twice it counts. Never on item 9.
            var unsure = UnsureOf(value, ears, grammar, confidence) with { Why = "EARS_DISAGREE" };
            return item.IsSuicideItem ? unsure with { Leaning = null } : unsure;
        }

        if (item.IsSuicideItem && value == "0" && NoObjection(item, heard, ears, grammar, free, "0") is { } objection)
        {
            return Answer.Unclear(AnswerSource.Voice, objection, confidence);
        }

        var grammarSure = grammar.Kind == ReadingKind.Value && IsSure(ears.Grammar, IsHalfHeardNotAtAll(item, grammar, ears) ? AgreedConfidence : GrammarConfidence);
        var freeWhole = free.Any(ear => ear.Reading.Value == value && IsWhole(ear.Reading, ear.Confidence));

        // In telephone band "most days" is "no" to both ears, to the grammar at 0.4: a bare "no" is no option, and takes both.
        var bareNo = (grammar.Kind != ReadingKind.Value || grammar.IsBareNo) && free.TrueForAll(ear => ear.Reading.Value != value || ear.Reading.IsBareNo);
        var sure = bareNo ? grammarSure && (freeWhole || ears.Free.Count == 0) : grammarSure || freeWhole;
        return sure ? Answer.Understood(value, AnswerSource.Voice, confidence) : UnsureOf(value, ears, grammar, confidence);

        // "My hand half of the days": beside a whole and certain "more than half the days", scraps are no second opinion.
        bool Objects(AnswerReading reading) => reading.Kind is ReadingKind.Hedged or ReadingKind.Conflict
            && (item.IsSuicideItem || reading.LeftOverWords == 0 || grammar.LeftOverWords > 0 || !IsSure(ears.Grammar, CertainConfidence));
    }

    /// <summary>A whole "not at all" from the grammar, its beginning and nothing else from every free ear: they agree on the word that decides, so less confidence is needed in the soft ones after it.</summary>
    private static bool IsHalfHeardNotAtAll(Item item, AnswerReading grammar, Ears ears) =>
        !item.IsSuicideItem && grammar is { Value: "0", LeftOverWords: 0, Rejects: 0, IsBareNo: false } && ears.Free.Count > 0 && ears.Free.All(ear => IsScrap(ear.Text));

    /// <summary>"Not", "not no", "not all" from both ears: "not at all" is the only option that begins so, and its end is often lost. A leaning, no more.</summary>
    private static bool IsCutNotAtAll(Item item, Ears ears) =>
        !item.IsSuicideItem && IsSure(ears.Grammar, GrammarConfidence) && IsScrap(ears.Grammar!.Text) && ears.Free.Count > 0 && ears.Free.All(ear => IsScrap(ear.Text));

    private static bool IsScrap(string text) =>
        SpokenWords.Split(text).ToList() is ["not", ..] words && words.Count <= 3 && words.TrueForAll(word => word is "not" or "no" or "know" or "at" or "all");

    /// <summary>Not sure enough to stand; a leaning when the grammar heard it well above chance.</summary>
    private static Answer UnsureOf(string value, Ears ears, AnswerReading grammar, double? confidence) =>
        Answer.Unclear(AnswerSource.Voice, "LOW_CONFIDENCE", confidence) with
        {
            Leaning = grammar.Kind == ReadingKind.Value && grammar.Value == value && IsSure(ears.Grammar, LeaningConfidence) ? value : null,
        };

    /// <summary>"No he haven't" beside a certain "no I haven't": the same words but for one little one, which the free model spells by its grammar book. What decides is heard alike by both ears.</summary>
    private static bool IsSameButForAPronoun(string free, Transcript? grammar)
    {
        if (!IsSure(grammar, CertainConfidence))
        {
            return false;
        }

        var (heard, listed) = (SpokenWords.Split(free).ToList(), SpokenWords.Split(grammar!.Text).ToList());
        if (heard.Count != listed.Count || heard.Count < 3)
        {
            return false;
        }

        var differing = Enumerable.Range(0, heard.Count).Where(i => heard[i] != listed[i]).ToList();
        return differing is [var at] && Pronouns.Contains(heard[at]) && Pronouns.Contains(listed[at]);
    }

    private static AnswerReading ReadFree(Item item, string text, bool besidesNo) => AnswerReading.Of(item, besidesNo && SoundsLikeNo.Contains(text) ? "no" : text);

    /// <summary>Why a "no" to a suicide item is not yet a clear no; null when nothing stands against it.</summary>
    private static string? NoObjection(
        Item item, AnswerHeard heard, Ears ears, AnswerReading grammar, List<(AnswerReading Reading, double? Confidence)> free, string no)
    {
        if (heard.HasGap)
        {
            return "GAP";
        }

        if (heard.RecognitionFault is not null)
        {
            return "ENGINE_FAULT";
        }

        if (ears.Free.Count == 0)
        {
            return "ONE_EAR";
        }

        var freeAgrees = free.Any(ear => ear.Reading.Kind == ReadingKind.Value && ear.Reading.Value == no);
        var objects = ears.HeardRisk || free.Any(ear =>
            ear.Reading.HasDoubt
            || ear.Reading.Kind is ReadingKind.Unsure or ReadingKind.Hedged or ReadingKind.Conflict or ReadingKind.Refused
            || ear.Reading.IsCorrected
            || ear.Reading.LeftOverWords > NoiseWords
            || (ear.Reading.Kind == ReadingKind.Value && ear.Reading.Value != no));
        if (objects || grammar.IsCorrected)
        {
            return "EARS_DISAGREE";
        }

        if (ears.Grammar is null)
        {
            return freeAgrees && free.All(ear => IsWhole(ear.Reading, ear.Confidence)) ? null : "LOW_CONFIDENCE";
        }

        // "I haven't" differs from "I have" by one soft sound: then both ears must say so. So too when the grammar rejected a part.
        var grammarSure = grammar.Kind == ReadingKind.Value && grammar.Value == no && IsSure(ears.Grammar, SuicideNoConfidence);
        var alone = grammarSure && grammar.HasPlainNo && grammar.Rejects == 0;
        var bothWhole = grammar is { Kind: ReadingKind.Value, LeftOverWords: 0, Rejects: 0 } && grammar.Value == no && IsSure(ears.Grammar, AgreedConfidence)
            && free.Count > 0 && free.All(ear => ear.Reading is { LeftOverWords: 0, HasDoubt: false } && ear.Reading.Value == no && (ear.Confidence ?? 1) >= AgreedConfidence);
        return alone || bothWhole || (freeAgrees && (grammarSure || free.All(ear => IsWhole(ear.Reading, ear.Confidence)))) ? null : "LOW_CONFIDENCE";
    }

    private static AnswerReading ReadGrammar(Item item, Transcript? grammar) => AnswerReading.Of(item, grammar?.Text);

    private static bool IsSure(Transcript? transcript, double threshold) => transcript is not null && (transcript.Confidence ?? 1) >= threshold;

    /// <summary>Whether a free reading explains all that was said, in words the engine was sure of.</summary>
    private static bool IsWhole(AnswerReading reading, double? confidence) =>
        reading is { Kind: ReadingKind.Value, LeftOverWords: 0, HasDoubt: false } && (confidence ?? 1) >= FreeConfidence;

    private static Answer NoValue(AnswerReading grammar, Transcript? grammarEar, List<AnswerReading> free, double? confidence)
    {
        var told = grammar.Kind is ReadingKind.Other or ReadingKind.Empty ? free.Find(reading => reading.Kind is not (ReadingKind.Other or ReadingKind.Empty)) ?? grammar : grammar;
        if (told.Kind == ReadingKind.Refused)
        {
            // A grammar makes "rather not to" of any sentence; and where one ear hears a refusal, the other an answer, it is no refusal.
            var freeRefuses = free.Exists(reading => reading.Kind == ReadingKind.Refused && reading.LeftOverWords <= NoiseWords);
            var grammarRefuses = grammar.Kind == ReadingKind.Refused && grammar.LeftOverWords + grammar.Rejects <= 1 && IsSure(grammarEar, GrammarConfidence);
            return free.Exists(reading => reading.Kind == ReadingKind.Value) ? Answer.Unclear(AnswerSource.Voice, "EARS_DISAGREE", confidence)
                : freeRefuses || grammarRefuses ? Answer.Refused(AnswerSource.Voice)
                : Answer.Unclear(AnswerSource.Voice, "LOW_CONFIDENCE", confidence);
        }

        return told.Kind == ReadingKind.Value ? Answer.Unclear(AnswerSource.Voice, "LOW_CONFIDENCE", confidence) : NotAnswered(told, AnswerSource.Voice, confidence);
    }
}
