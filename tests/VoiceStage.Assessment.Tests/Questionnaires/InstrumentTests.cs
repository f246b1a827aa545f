using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Tests.Questionnaires;

public sealed class InstrumentTests
{
    [Fact]
    public void ShippedIds_All_LoadWithALicenceThatForbidsChanges()
    {
        Assert.Equal(["asq", "c-ssrs-screener", "gad-2", "gad-7", "phq-2", "phq-8", "phq-9", "pss-3"], Instrument.ShippedIds);
        foreach (var instrument in Instrument.ShippedIds.Select(Instrument.Load))
        {
            Assert.False(instrument.Licence.Modifiable);
            Assert.All(new[] { instrument.Licence.Status, instrument.Licence.Holder, instrument.Licence.Notice, instrument.Licence.Source }, text => Assert.False(string.IsNullOrWhiteSpace(text)));
        }
    }

    [Theory]
    [InlineData("phq-9", "44249-1", "44261-6")]
    [InlineData("phq-2", "55757-9", "55758-7")]
    [InlineData("gad-7", "69737-5", "70274-6")]
    [InlineData("c-ssrs-screener", null, "93374-7")]
    [InlineData("asq", null, null)]
    public void Load_Codes_AreTheChecked(string id, string? panel, string? total)
    {
        var instrument = Instrument.Load(id);
        Assert.Equal(panel, instrument.PanelCode);
        Assert.Equal(total, instrument.TotalCode);
    }

    [Fact]
    public void Load_Phq9_HasTheCheckedItemAndAnswerCodes()
    {
        var phq = Instrument.Load("phq-9");
        Assert.Equal(["44250-9", "44255-8", "44259-0", "44254-1", "44251-7", "44258-2", "44252-5", "44253-3", "44260-8"], phq.Items.Select(item => item.Code));
        Assert.Equal(["LA6568-5", "LA6569-3", "LA6570-1", "LA6571-9"], phq.Choices.Select(choice => choice.Code));
        Assert.True(phq.Items[8].IsSuicideItem);
    }

    [Fact]
    public void Load_Columbia_HasCodesAndNoWords()
    {
        var columbia = Instrument.Load("c-ssrs-screener");
        Assert.Equal(["93246-7", "93247-5", "93248-3", "93249-1", "93250-9", "93267-3", "93269-9"], columbia.Items.Select(item => item.Code));
        Assert.All(columbia.Items, item => Assert.Null(item.Text));
        Assert.True(columbia.NeedsPack);
    }

    [Fact]
    public void Load_ColumbiaProtocolWithoutPack_RefusesAndSaysWhy()
    {
        var error = Assert.Throws<ProtocolException>(() => Protocol.Load("c-ssrs"));
        Assert.Equal("INSTRUMENT_TEXT_NOT_LICENSED", error.Code);
        Assert.Contains("Research Foundation for Mental Hygiene", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Load_ColumbiaProtocolWithPack_AsksBySkipLogic()
    {
        var protocol = Protocol.Load("c-ssrs", [Pack()]);
        var context = new ProtocolContext(CallChannel.Phone, false);
        Assert.Equal(["cssrs.1", "cssrs.2", "cssrs.6"], Columbia(code => "no"));
        Assert.Equal(["cssrs.1", "cssrs.2", "cssrs.3", "cssrs.4", "cssrs.5", "cssrs.6", "cssrs.6a"], Columbia(code => "unclear"));
        Assert.Equal(["cssrs.1", "cssrs.2", "cssrs.6", "cssrs.6a"], Columbia(code => code == "cssrs.6" ? "refused" : "no"));
        Assert.Contains("words of cssrs.2", protocol.ItemOf("cssrs.2")!.Text, StringComparison.Ordinal);

        List<string> Columbia(Func<string, string> code) =>
            [.. ProtocolTests.Asked(protocol, context, id => ProtocolTests.Of(id.StartsWith("cssrs", StringComparison.Ordinal) ? code(id) : "0")).Where(id => id.StartsWith("cssrs", StringComparison.Ordinal))];
    }

    [Fact]
    public void Complete_PackWithOneLetterChanged_IsRefused()
    {
        var pack = Pack();
        var altered = pack with { Items = pack.Items.ToDictionary(item => item.Key, item => item.Value.Replace("words of cssrs.3", "word of cssrs.3", StringComparison.Ordinal)) };
        Assert.Equal("PACK_TEXT_ALTERED", Assert.Throws<ProtocolException>(() => Protocol.Load("c-ssrs", [altered])).Code);
    }

    [Fact]
    public void Complete_PackWithoutPermission_IsRefused()
    {
        Assert.Equal("PACK_PERMISSION_MISSING", Assert.Throws<ProtocolException>(() => Protocol.Load("c-ssrs", [Pack() with { Permission = null }])).Code);
        Assert.Equal("PACK_PERMISSION_MISSING", Assert.Throws<ProtocolException>(() => Protocol.Load("c-ssrs", [Pack() with { Permission = new(" ", new(2026, 1, 1), "R-1") }])).Code);
    }

    [Fact]
    public void Complete_PackWithAnItemMissing_IsRefused()
    {
        var pack = Pack();
        var items = pack.Items.Where(item => item.Key != "cssrs.6a").ToDictionary();
        Assert.Equal("PACK_INVALID", Assert.Throws<ProtocolException>(() => Protocol.Load("c-ssrs", [pack with { Items = items }])).Code);
    }

    private static InstrumentPack Pack()
    {
        var columbia = Instrument.Load("c-ssrs-screener");
        var items = columbia.Items.ToDictionary(item => item.Id, item => $"the words of {item.Id}?");
        return new InstrumentPack
        {
            Instrument = columbia.Id,
            Language = "en-US",
            Permission = new PackPermission("A. Clinician, lead", new DateOnly(2026, 1, 1), "registration 1"),
            Items = items,
            Sha256 = InstrumentPack.HashOf(columbia, items),
        };
    }
}
