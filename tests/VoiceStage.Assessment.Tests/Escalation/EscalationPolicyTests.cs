using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Escalation;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;
using VoiceStage.Risk.Estimates;

namespace VoiceStage.Assessment.Tests.Escalation;

public class EscalationPolicyTests
{
    private static readonly EscalationPolicy Policy = new(SitePolicy.Default);
    private static readonly string[] Codes = ["no", "yes", "refused", "unclear", "missing"];
    private static readonly string[] Asq = ["asq.1", "asq.2", "asq.3", "asq.4"];

    [Theory]
    [InlineData("no no no no", CareLevel.Low)]
    [InlineData("yes no no no no", CareLevel.Moderate)]
    [InlineData("no yes no no no", CareLevel.Moderate)]
    [InlineData("no no yes no no", CareLevel.High)]
    [InlineData("no no refused no no", CareLevel.High)]
    [InlineData("no no unclear no no", CareLevel.High)]
    [InlineData("refused no no no no", CareLevel.Moderate)]
    [InlineData("no no no refused no", CareLevel.Moderate)]
    [InlineData("no no no unclear no", CareLevel.Moderate)]
    [InlineData("no no no yes no", CareLevel.High)]
    [InlineData("yes no no no yes", CareLevel.Imminent)]
    [InlineData("yes no no no refused", CareLevel.Imminent)]
    [InlineData("yes no no no unclear", CareLevel.Imminent)]
    [InlineData("yes no no no missing", CareLevel.Imminent)]
    [InlineData("yes no no no", CareLevel.Imminent)]
    [InlineData("no no no missing", CareLevel.Unknown)]
    [InlineData("missing", CareLevel.Unknown)]
    [InlineData("", CareLevel.Unknown)]
    public void Decide_AsqWhenOver_FollowsTheTable(string vector, CareLevel level) => Assert.Equal(level, Decide(AsqOf(vector.Split(' ', StringSplitOptions.RemoveEmptyEntries))).Level);

    [Theory]
    [InlineData("within_three_months", CareLevel.High)]
    [InlineData("unknown", CareLevel.High)]
    [InlineData("longer_ago", CareLevel.Moderate)]
    public void Decide_AttemptByTime_IsHighUnlessLongerAgo(string when, CareLevel level)
    {
        var answers = AsqOf(["no", "no", "no", "yes", "no"]);
        Assert.Equal(level, Decide(With(answers, "asq.4.when", Answer.Understood(when, AnswerSource.Key))).Level);
        Assert.Equal(level, Decide(With(answers, "asq.4", Answer.Understood("yes", AnswerSource.Voice) with { Period = when })).Level);
    }

    [Fact]
    public void Decide_PositiveWhileQ5IsStillToCome_IsNotYetImminent() =>
        Assert.Equal(CareLevel.Moderate, Decide(AsqOf(["yes", "no"]), isOver: false).Level);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Decide_EveryAsqVector_NoInItsPlaceIsTheLowest(bool textIsHigh)
    {
        for (var index = 0; index < 3125; index++)
        {
            var vector = Enumerable.Range(0, 5).Select(place => Codes[index / (int)Math.Pow(5, place) % 5]).ToArray();
            var level = Decide(AsqOf(vector), textIsHigh: textIsHigh).Level;
            for (var place = 0; place < 5; place++)
            {
                if (vector[place] != "no")
                {
                    continue;
                }

                foreach (var code in Codes.Skip(1))
                {
                    var flipped = vector.ToArray();
                    flipped[place] = code;
                    var other = Decide(AsqOf(flipped), textIsHigh: textIsHigh).Level;

                    // Discordance needs every item denied; a missing answer there leaves "unknown", which the worklist puts before moderate when stage 1 is high.
                    var isDiscordance = textIsHigh && level == CareLevel.Moderate && other == CareLevel.Unknown && code == "missing";
                    Assert.True(other >= level || isDiscordance, $"{string.Join(' ', vector)} is {level}, {string.Join(' ', flipped)} is {other}");
                }
            }
        }
    }

    [Fact]
    public void Decide_Columbia54CompleteVectors_FollowTheTriage()
    {
        var count = 0;
        foreach (var first in new[] { false, true })
        {
            foreach (var ideation in new[] { "n", "ynnn", "ynny", "ynyn", "ynyy", "yynn", "yyny", "yyyn", "yyyy" })
            {
                foreach (var behaviour in new[] { "n", "yn", "yy" })
                {
                    count++;
                    var answers = new Dictionary<string, Answer> { ["cssrs.1"] = YesNo(first) };
                    for (var index = 0; index < ideation.Length; index++)
                    {
                        answers[$"cssrs.{index + 2}"] = YesNo(ideation[index] == 'y');
                    }

                    answers["cssrs.6"] = YesNo(behaviour[0] == 'y');
                    if (behaviour.Length == 2)
                    {
                        answers["cssrs.6a"] = YesNo(behaviour[1] == 'y');
                    }

                    var high = (ideation.Length == 4 && (ideation[2] == 'y' || ideation[3] == 'y')) || behaviour == "yy";
                    var any = first || ideation != "n" || behaviour != "n";
                    Assert.Equal(high ? CareLevel.High : any ? CareLevel.Moderate : CareLevel.Low, Decide(answers).Level);
                    foreach (var id in answers.Where(pair => pair.Value.Is("no")).Select(pair => pair.Key).ToList())
                    {
                        foreach (var code in Codes.Skip(1))
                        {
                            Assert.True(Decide(With(answers, id, Of(code))).Level >= Decide(answers).Level);
                        }
                    }
                }
            }
        }

        Assert.Equal(54, count);
    }

    [Fact]
    public void Decide_EveryColumbiaVectorOnceBegun_IsNeverBelowTheInstrumentsOwnLevel()
    {
        var ids = new[] { "cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6a" };
        foreach (var vector in ColumbiaScreen.CompleteVectors)
        {
            var answers = ids.Zip(vector).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First, pair => YesNo(pair.Second!.Value));
            foreach (var changed in answers.Keys.SelectMany(id => new[] { "yes", "no", "refused", "unclear" }.Select(code => With(answers, id, Of(code)))))
            {
                if (changed.Values.All(answer => answer.Is("no")))
                {
                    continue;
                }

                var own = ColumbiaScreen.Score(changed).Level switch { ColumbiaLevel.High => CareLevel.High, ColumbiaLevel.Moderate => CareLevel.Moderate, _ => CareLevel.Low };
                Assert.True(Decide(changed).Level >= own, string.Join(' ', changed.Select(pair => $"{pair.Key}:{pair.Value.Code}")));
            }
        }
    }

    [Fact]
    public void Decide_EveryAsqVector_IsImminentWheneverTheInstrumentSaysSo()
    {
        for (var index = 0; index < 3125; index++)
        {
            var answers = AsqOf([.. Enumerable.Range(0, 5).Select(place => Codes[index / (int)Math.Pow(5, place) % 5])]);
            var own = AsqScreen.Score(answers);
            var level = Decide(answers).Level;
            Assert.True(own.Result != "imminent" || level == CareLevel.Imminent, string.Join(' ', answers.Values.Select(answer => answer.Code)) + $" {own.Result} {level}");
            Assert.True(own.Result != "positive" || level >= CareLevel.Moderate);
            Assert.True(own.Result == "negative" || level > CareLevel.Low);
        }
    }

    [Theory]
    [InlineData("no no", CareLevel.Low)]
    [InlineData("yes no", CareLevel.Moderate)]
    [InlineData("refused no", CareLevel.Moderate)]
    [InlineData("no unclear", CareLevel.Moderate)]
    [InlineData("no yes", CareLevel.Moderate)]
    [InlineData("no missing", CareLevel.Unknown)]
    public void Decide_Pss3_PositiveIsModerate(string vector, CareLevel level)
    {
        var codes = vector.Split(' ');
        Assert.Equal(level, Decide(new() { ["pss.2"] = Of(codes[0]), ["pss.3"] = Of(codes[1]) }).Level);
    }

    [Theory]
    [InlineData("1", CareLevel.Moderate)]
    [InlineData("3", CareLevel.Moderate)]
    [InlineData("refused", CareLevel.Moderate)]
    [InlineData("unclear", CareLevel.Moderate)]
    [InlineData("missing", CareLevel.Unknown)]
    [InlineData("0", CareLevel.Low)]
    public void Decide_Item9_AnythingButNotAtAllIsNeverLow(string code, CareLevel level) =>
        Assert.Equal(level, Decide(With(AsqOf(["no", "no", "no", "no"]), "phq.9", Of(code))).Level);

    [Theory]
    [InlineData(19, CareLevel.Low)]
    [InlineData(20, CareLevel.Moderate)]
    [InlineData(24, CareLevel.Moderate)]
    public void Decide_Phq9Total_IsModerateFrom20(int total, CareLevel level)
    {
        var answers = AsqOf(["no", "no", "no", "no"]);
        for (var number = 1; number <= 8; number++)
        {
            var points = Math.Clamp(total - ((number - 1) * 3), 0, 3);
            answers = With(answers, $"phq.{number}", Of(points.ToString(System.Globalization.CultureInfo.InvariantCulture)));
        }

        answers = With(answers, "phq.9", Of("0"));
        Assert.Equal(level, Decide(answers).Level);
        if (level == CareLevel.Moderate)
        {
            Assert.Equal(CareLevel.Moderate, Decide(With(answers, "phq.1", Of("refused"))).Level);
        }
    }

    [Fact]
    public void Decide_TextHighAndAllNo_IsModerateForDiscordance()
    {
        var decision = Decide(AsqOf(["no", "no", "no", "no"]), textIsHigh: true);
        Assert.Equal((CareLevel.Moderate, ReasonCodes.DiscordantText), (decision.Level, decision.Reasons[0]));
    }

    [Fact]
    public void Decide_TextHighAndNotAnswered_IsUnknownAndSaysSo()
    {
        var decision = Decide(AsqOf(["no"]), textIsHigh: true);
        Assert.Equal(CareLevel.Unknown, decision.Level);
        Assert.Contains(ReasonCodes.TextHigh, decision.Reasons);
        Assert.True(decision.PendingPerson);
    }

    [Fact]
    public void Decide_Fault_IsNeverLow() => Assert.Equal(CareLevel.Unknown, Policy.Decide(Facts(AsqOf(["no", "no", "no", "no"])) with { HasFault = true }).Level);

    [Theory]
    [InlineData(null, CareLevel.Low)]
    [InlineData(.0, CareLevel.Low)]
    [InlineData(.89, CareLevel.Low)]
    [InlineData(.9, CareLevel.Moderate)]
    [InlineData(1.0, CareLevel.Moderate)]
    public void Decide_Model_RaisesToModerateAtMost(double? probability, CareLevel level)
    {
        Assert.Equal(level, Policy.Decide(Facts(AsqOf(["no", "no", "no", "no"])) with { ProbabilityForLevel = probability }).Level);
        var off = new EscalationPolicy(SitePolicy.Default with { ModelModerateAtOrAbove = null });
        Assert.Equal(CareLevel.Low, off.Decide(Facts(AsqOf(["no", "no", "no", "no"])) with { ProbabilityForLevel = probability }).Level);
        Assert.Equal(CareLevel.High, Policy.Decide(Facts(AsqOf(["no", "no", "yes", "no", "no"])) with { ProbabilityForLevel = probability }).Level);
    }

    [Theory]
    [InlineData(IdeationState.Disclosed, true, CareLevel.High)]
    [InlineData(IdeationState.Heard, true, CareLevel.High)]
    [InlineData(IdeationState.Heard, false, CareLevel.Low)]
    [InlineData(IdeationState.Denied, true, CareLevel.Moderate)]
    public void Decide_IdeationPhrase_CountsUnlessClearlyDenied(IdeationState ideation, bool isOver, CareLevel level) =>
        Assert.Equal(level, Policy.Decide(Facts(AsqOf(["no", "no", "no", "no"])) with { Ideation = ideation, IsOver = isOver }).Level);

    [Fact]
    public void Decide_AcutePhrase_IsImminentWhateverElse() =>
        Assert.Equal(CareLevel.Imminent, Policy.Decide(Facts(AsqOf(["no", "no", "no", "no"])) with { AcuteDisclosed = true }).Level);

    [Fact]
    public void SitePolicy_Default_HoldsTheTimersOfTheTable()
    {
        var imminent = SitePolicy.Default.For(CareLevel.Imminent);
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15), 2), (imminent.Notify, imminent.Acknowledge, imminent.Contact, imminent.Channels));
        Assert.Equal(TimeSpan.FromHours(1), SitePolicy.Default.For(CareLevel.High).Contact);
        Assert.Equal(TimeSpan.FromDays(1), SitePolicy.Default.For(CareLevel.Unknown).Contact);
        Assert.Equal(TimeSpan.FromDays(3), SitePolicy.Default.For(CareLevel.Low).Contact);
        Assert.Null(SitePolicy.Default.For(CareLevel.Low).Notify);
    }

    [Fact]
    public void SitePolicy_OutOfRange_IsRefusedByName()
    {
        using var stream = new MemoryStream("""{"version":"x"}"""u8.ToArray());
        Assert.Throws<ArgumentException>(() => SitePolicy.Parse(stream));
    }

    private static EscalationDecision Decide(Dictionary<string, Answer> answers, bool isOver = true, bool textIsHigh = false) =>
        Policy.Decide(Facts(answers) with { IsOver = isOver, TextScoreIsHigh = textIsHigh });

    private static EscalationFacts Facts(Dictionary<string, Answer> answers)
    {
        var due = answers.Keys.Any(id => id.StartsWith("cssrs", StringComparison.Ordinal)) ? answers.Keys.Where(id => id.StartsWith("cssrs", StringComparison.Ordinal)).ToArray()
            : answers.Keys.Any(id => id.StartsWith("pss", StringComparison.Ordinal)) ? ["pss.2", "pss.3"] : Asq;
        return new EscalationFacts { Answers = answers, DueSuicideItemIds = due, IsOver = true };
    }

    private static Dictionary<string, Answer> AsqOf(string[] codes) => codes.Select((code, index) => ($"asq.{index + 1}", code)).ToDictionary(pair => pair.Item1, pair => Of(pair.code));

    private static Dictionary<string, Answer> With(Dictionary<string, Answer> answers, string id, Answer answer) => new(answers) { [id] = answer };

    private static Answer YesNo(bool yes) => Of(yes ? "yes" : "no");

    private static Answer Of(string code) => code switch
    {
        "refused" => Answer.Refused(AnswerSource.Voice),
        "unclear" => Answer.Unclear(AnswerSource.Voice, "LOW_CONFIDENCE"),
        "missing" => Answer.Missing("SILENCE"),
        _ => Answer.Understood(code, AnswerSource.Voice),
    };

    [Fact]
    public void Decide_EveryAsqVectorAndItem9WithAnyProbability_AModelOnlyRaisesAndNoFlipTowardsYesLowers()
    {
        double?[] probabilities = [null, 0, 0.2, 0.499, 0.5, 0.97, 1];
        var answers = new[] { "no", "unclear", "yes" };
        CareLevel Level(int[] asq, int item9, double? probability)
        {
            var given = asq.Select((code, i) => KeyValuePair.Create($"asq.{i + 1}", AnswerOf(answers[code]))).Append(KeyValuePair.Create("phq.9", Answer.Understood($"{item9}", AnswerSource.Voice)));
            return Policy.Decide(new EscalationFacts
            {
                Answers = given.ToDictionary(pair => pair.Key, pair => pair.Value, StringComparer.Ordinal), DueSuicideItemIds = ["asq.1", "asq.2", "asq.3", "asq.4", "asq.5"], IsOver = true, ProbabilityForLevel = probability,
            }).Level;
        }

        for (var vector = 0; vector < 243; vector++)
        {
            var asq = Enumerable.Range(0, 5).Select(i => vector / (int)Math.Pow(3, i) % 3).ToArray();
            for (var item9 = 0; item9 < 4; item9++)
            {
                var alone = Level(asq, item9, null);
                foreach (var probability in probabilities)
                {
                    var with = Level(asq, item9, probability);
                    Assert.InRange(with, alone, alone > CareLevel.Moderate ? alone : CareLevel.Moderate);
                    for (var i = 0; i < 5; i++)
                    {
                        if (asq[i] < 2)
                        {
                            var flipped = (int[])asq.Clone();
                            flipped[i]++;
                            Assert.True(Level(flipped, item9, probability) >= with, $"asq.{i + 1} of {string.Join(' ', asq)} with {item9} and {probability}");
                        }
                    }

                    Assert.True(item9 == 3 || Level(asq, item9 + 1, probability) >= with);
                }
            }
        }

        static Answer AnswerOf(string code) => code == "unclear" ? Answer.Unclear(AnswerSource.Voice, "LOW_CONFIDENCE") : Answer.Understood(code, AnswerSource.Voice);
    }
}
