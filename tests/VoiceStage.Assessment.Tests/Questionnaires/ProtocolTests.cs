using System.Text;
using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Tests.Questionnaires;

public sealed class ProtocolTests
{
    private static readonly ProtocolContext Phone = new(CallChannel.Phone, TextScoreIsHigh: false);
    private static readonly ProtocolContext PhoneHigh = new(CallChannel.Phone, TextScoreIsHigh: true);
    private static readonly ProtocolContext Kiosk = new(CallChannel.Kiosk, TextScoreIsHigh: false);

    private static readonly Answer Yes = Answer.Understood("yes", AnswerSource.Voice);
    private static readonly Answer No = Answer.Understood("no", AnswerSource.Voice);

    public static TheoryData<string> NotNo => ["yes", "refused", "unclear", "missing"];

    [Fact]
    public void Load_Brief_AsksInOrder()
    {
        Assert.Equal(
            ["consent", "mood", "phq.1", "phq.2", "asq.1", "asq.2", "asq.3", "asq.4", "closing"],
            Asked(Protocol.Load("brief"), Phone, id => id.StartsWith("phq", StringComparison.Ordinal) ? Of("0") : No));
    }

    [Fact]
    public void Load_DefaultOnPhone_LeavesOutTheVowel()
    {
        var asked = Asked(Protocol.Load("default"), Phone, id => id.StartsWith("phq", StringComparison.Ordinal) ? Of("1") : No);
        Assert.Equal(["consent", "line", "neutral", "mood", "reading", "phq.1", "phq.2", "asq.1", "asq.2", "asq.3", "asq.4", "closing"], asked);
    }

    [Fact]
    public void Load_DefaultOnKiosk_AsksTheVowelAndShowsThePassage()
    {
        var protocol = Protocol.Load("default");
        Assert.Contains("vowel", Asked(protocol, Kiosk, _ => No));
        Assert.Contains("rainbow", protocol.ItemOf("reading", CallChannel.Kiosk)!.Text, StringComparison.Ordinal);
        Assert.Contains("one to twenty", protocol.ItemOf("reading")!.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void NextItem_TextScoreHigh_SuicideItemsBeforeOptionalTasks()
    {
        foreach (var id in new[] { "brief", "default", "extended" })
        {
            var asked = Asked(Protocol.Load(id), PhoneHigh, _ => No);
            Assert.Equal("asq.1", asked[1]);
            Assert.Equal(asked.Count, asked.Distinct().Count());
            Assert.Contains("mood", asked);
        }
    }

    [Theory]
    [InlineData("0", "2", false)]
    [InlineData("1", "1", false)]
    [InlineData("1", "2", true)]
    [InlineData("0", "3", true)]
    [InlineData("missing", "0", true)]
    [InlineData("0", "refused", true)]
    [InlineData("unclear", "0", true)]
    public void NextItem_Phq2Gate_UnknownCountsThree(string first, string second, bool opens)
    {
        var asked = Asked(Protocol.Load("brief"), Phone, id => id switch { "phq.1" => Of(first), "phq.2" => Of(second), _ => No });
        Assert.Equal(opens, asked.Contains("phq.9"));
        Assert.Equal(opens ? 9 : 2, asked.Count(id => id.StartsWith("phq.", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("asq.1")]
    [InlineData("asq.2")]
    [InlineData("asq.3")]
    [InlineData("asq.4")]
    public void NextItem_OneNotClearNo_AsksAcuteQuestion(string item)
    {
        foreach (var code in NotNo)
        {
            Assert.Contains("asq.5", Asked(Protocol.Load("brief"), Phone, id => id == item ? Of(code) : No));
        }
    }

    [Fact]
    public void NextItem_AllClearNo_DoesNotAskAcuteQuestion() => Assert.DoesNotContain("asq.5", Asked(Protocol.Load("brief"), Phone, _ => No));

    [Fact]
    public void NextItem_AttemptWithoutTime_AsksWhenOnce()
    {
        var asked = Asked(Protocol.Load("brief"), Phone, id => id == "asq.4" ? Yes : No);
        Assert.Equal(["asq.4", "asq.4.when", "asq.5"], asked.SkipWhile(id => id != "asq.4").Take(3));
        Assert.Equal(0, Protocol.Load("brief").ItemOf("asq.4.when")!.MaxReasks);
    }

    [Fact]
    public void NextItem_AttemptThatSaidWhen_DoesNotAskAgain() =>
        Assert.DoesNotContain("asq.4.when", Asked(Protocol.Load("brief"), Phone, id => id == "asq.4" ? Yes with { Period = "longer_ago" } : No));

    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData("refused")]
    [InlineData("unclear")]
    [InlineData("missing")]
    public void NextItem_ItemNineNotZero_AsksSuicideItemsNext(string code)
    {
        var answers = new Dictionary<string, Answer> { ["consent"] = Yes, ["phq.9"] = Of(code) };
        foreach (var id in new[] { "brief", "default", "extended" })
        {
            Assert.Equal("asq.1", Protocol.Load(id).NextItem(answers, Phone)!.Id);
        }
    }

    [Fact]
    public void NextItem_AnyAnswersInAnyOrder_NeverSkipsTheScreener()
    {
        // Whatever is answered, in every shipped protocol and channel, ASQ 1 to 4 are asked before the end.
        var codes = new[] { "yes", "no", "0", "2", "refused", "unclear", "missing" };
        foreach (var id in new[] { "brief", "default", "extended" })
        {
            foreach (var code in codes)
            {
                foreach (var context in new[] { Phone, PhoneHigh, Kiosk })
                {
                    var asked = Asked(Protocol.Load(id), context, _ => Of(code));
                    Assert.Equal(4, asked.Count(item => item is "asq.1" or "asq.2" or "asq.3" or "asq.4"));
                }
            }
        }
    }

    [Fact]
    public void PossibleItems_Progress_NeverForgetsWhatMayCome()
    {
        var protocol = Protocol.Load("brief");
        Assert.Contains(protocol.PossibleItems(new Dictionary<string, Answer>(), Phone), item => item.Id == "phq.9");
        Assert.Contains(protocol.PossibleItems(new Dictionary<string, Answer>(), Phone), item => item.Id == "asq.5");
        Assert.DoesNotContain(protocol.PossibleItems(new Dictionary<string, Answer> { ["phq.1"] = Of("0"), ["phq.2"] = Of("0") }, Phone), item => item.Id == "phq.9");
    }

    [Fact]
    public void SuicideItemIds_Brief_AreTheScreener() => Assert.Equal(["asq.1", "asq.2", "asq.3", "asq.4", "asq.5"], Protocol.Load("brief").SuicideItemIds);

    [Fact]
    public void Items_EveryShippedProtocol_SpeakTheInstrumentVerbatim()
    {
        foreach (var item in new[] { "brief", "default", "extended" }.SelectMany(id => Protocol.Load(id).Items).Where(item => item.Instrument is not null))
        {
            var words = Instrument.Load(item.Instrument!).Items.Single(candidate => candidate.Id == item.Id).Text!;
            Assert.Contains(words, item.Text, StringComparison.Ordinal);
            Assert.True(item.ReaskText is null || item.Id == "asq.4.when" || item.ReaskText.Contains(words, StringComparison.Ordinal), item.Id);
        }
    }

    [Fact]
    public void Items_EveryClosedItem_KeyMapHasOneMeaning()
    {
        foreach (var item in new[] { "brief", "default", "extended" }.SelectMany(id => Protocol.Load(id).Items))
        {
            Assert.Equal(item.Choices.Count, item.Choices.Select(choice => choice.Key).Distinct().Count());
            Assert.DoesNotContain(item.Choices, choice => choice.Key is "7" or "8" or "9" or "0" or "*");
            if (item.Kind == ItemKind.Frequency)
            {
                Assert.All(item.Choices, choice => Assert.Equal(int.Parse(choice.Key, System.Globalization.CultureInfo.InvariantCulture) - 1, int.Parse(choice.Value, System.Globalization.CultureInfo.InvariantCulture)));
            }
        }
    }

    [Fact]
    public void WithWords_CrisisLine_ReplacesThePlaceholderEverywhere()
    {
        var protocol = Protocol.Load("brief").WithWords(new Dictionary<string, string> { ["crisis_line"] = "ring 1 1 6 1 2 3" });
        Assert.Contains("ring 1 1 6 1 2 3", protocol.Items[0].Text, StringComparison.Ordinal);
        Assert.Contains("ring 1 1 6 1 2 3", protocol.ClosingWords, StringComparison.Ordinal);
        Assert.DoesNotContain("{", protocol.ClosingWords, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_Unknown_SaysWhatThereIs()
    {
        var error = Assert.Throws<ProtocolException>(() => Protocol.Load("nothing"));
        Assert.Equal("PROTOCOL_UNKNOWN", error.Code);
        Assert.Contains("brief", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("""{"id":"x","version":"1","title":"t","language":"en","consentWording":"c","closingWords":"bye","blocks":[]}""")]
    [InlineData("""{"id":"x","version":"1","title":"t","language":"en","consentWording":"c","closingWords":"bye","blocks":[{"id":"consent","items":[{"id":"consent","kind":"consent","text":"ok?"}]}]}""")]
    [InlineData("""{"id":"x","version":"1","title":"t","language":"en","consentWording":"c","closingWords":"bye","blocks":[{"id":"consent","items":[{"id":"consent","kind":"consent","text":"ok?"}]},{"id":"a","suicide":true,"instrument":"asq","ask":{"unlessClearNo":["consent"]},"items":[{"id":"asq.1"}]}]}""")]
    [InlineData("""{"id":"x","version":"1","title":"t","language":"en","consentWording":"c","closingWords":"bye","blocks":[{"id":"consent","items":[{"id":"consent","kind":"consent","text":"ok?"}]},{"id":"a","suicide":true,"instrument":"asq","items":[{"id":"asq.1","text":"Are you all right?"}]}]}""")]
    [InlineData("""{"id":"x","version":"1","title":"t","language":"en","consentWording":"c","closingWords":"bye","blocks":[{"id":"consent","items":[{"id":"consent","kind":"consent","text":"ok?"}]},{"id":"a","suicide":true,"instrument":"asq","items":[{"id":"asq.1","aks":{}}]}]}""")]
    public void Parse_FileThatCannotBeAskedSafely_Refuses(string json)
    {
        using var stream = new MemoryStream(Encoding.UTF8.GetBytes(json));
        Assert.Equal("PROTOCOL_INVALID", Assert.Throws<ProtocolException>(() => Protocol.Parse(stream)).Code);
    }

    internal static Answer Of(string code) => code switch
    {
        "refused" => Answer.Refused(AnswerSource.Voice),
        "unclear" => Answer.Unclear(AnswerSource.Voice, "NOT_UNDERSTOOD"),
        "missing" => Answer.Missing("SILENCE"),
        _ => Answer.Understood(code, AnswerSource.Voice),
    };

    internal static List<string> Asked(Protocol protocol, ProtocolContext context, Func<string, Answer> answer)
    {
        var answers = new Dictionary<string, Answer>();
        var asked = new List<string>();
        while (protocol.NextItem(answers, context) is { } item)
        {
            asked.Add(item.Id);
            answers.Add(item.Id, answer(item.Id));
        }

        return asked;
    }
}
