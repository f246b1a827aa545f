using System.Reflection;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Tests.Journal;

public class MemoryJournalTests : JournalConformance
{
    protected override Task<ISessionJournal> NewJournalAsync() => Task.FromResult<ISessionJournal>(new MemoryJournal());

    [Fact]
    public void EveryKind_HoldsEveryDeclaredType() => Assert.Equal(
        typeof(SessionEvent).GetCustomAttributes<JsonDerivedTypeAttribute>().Select(attribute => attribute.DerivedType.Name).Order(StringComparer.Ordinal),
        EveryKind.Select(happened => happened.GetType().Name).Order(StringComparer.Ordinal));

    [Fact]
    public void Serialize_WithheldReading_IsNamedAndNeverANumber()
    {
        var json = Encoding.UTF8.GetString(SessionEventJson.Serialize(EveryKind.OfType<AnswerHeard>().Single()));

        Assert.Contains("\"cpps_db\":{\"withheld\":\"TooShort\"}", json, StringComparison.Ordinal);
        Assert.Contains("\"hnr_db\":20.1", json, StringComparison.Ordinal);
    }

    [Fact]
    public void Deserialize_NewerSchemaOrNoEvent_IsRefused()
    {
        var bytes = SessionEventJson.Serialize(new CallEnded("hang_up"));
        Assert.Throws<JsonException>(() => SessionEventJson.Deserialize(bytes, SessionEventJson.SchemaVersion + 1));
        Assert.ThrowsAny<Exception>(() => SessionEventJson.Deserialize("{}"u8));
        Assert.Throws<JsonException>(() => SessionEventJson.Deserialize("null"u8));
    }

    [Fact]
    public void Deserialize_RowOfSchema1_StillReads()
    {
        var row = """{"type":"answer_interpreted","itemId":"asq.3","promptId":"p9","answer":{"kind":"Refused","source":"Key"},"isFinal":true}"""u8;
        var read = Assert.IsType<AnswerInterpreted>(SessionEventJson.Deserialize(row, 1));

        Assert.Equal(("asq.3", Assessment.Answers.AnswerKind.Refused), (read.ItemId, read.Answer.Kind));
    }
}
