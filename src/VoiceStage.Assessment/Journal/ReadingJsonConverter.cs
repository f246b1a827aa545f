using System.Text.Json;
using System.Text.Json.Serialization;
using VoiceStage.Acoustics.Profiles;

namespace VoiceStage.Assessment.Journal;

/// <summary>A reading as a number, or as <c>{"withheld": "TooShort"}</c>.</summary>
internal sealed class ReadingJsonConverter : JsonConverter<Reading>
{
    public override Reading Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.Number)
        {
            return Reading.Of(reader.GetDouble());
        }

        if (reader.TokenType != JsonTokenType.StartObject || !reader.Read() || reader.TokenType != JsonTokenType.PropertyName || reader.GetString() != "withheld"
            || !reader.Read() || reader.GetString() is not { } name || !Enum.TryParse<Unmeasured>(name, out var reason) || !reader.Read())
        {
            throw new JsonException("a reading is a number or {\"withheld\": reason}");
        }

        return Reading.Withheld(reason);
    }

    public override void Write(Utf8JsonWriter writer, Reading value, JsonSerializerOptions options)
    {
        if (value.HasValue)
        {
            writer.WriteNumberValue(value.Value);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("withheld", value.Reason.ToString());
        writer.WriteEndObject();
    }
}
