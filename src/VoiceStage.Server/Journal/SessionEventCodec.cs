using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using VoiceStage.Acoustics.Profiles;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Journal;

/// <summary>Session events as stored JSON.</summary>
internal static class SessionEventCodec
{
    private static readonly JsonSerializerOptions Options = new() { Converters = { new ReadingConverter(), new JsonStringEnumConverter() } };

    private static readonly Dictionary<Type, string> Names = typeof(SessionEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(attribute => attribute.DerivedType, attribute => (string)attribute.TypeDiscriminator!);

    public static string TypeName(SessionEvent happened) => Names[happened.GetType()];

    public static string Write(SessionEvent happened) => JsonSerializer.Serialize(happened, Options);

    public static SessionEvent Read(string json) => JsonSerializer.Deserialize<SessionEvent>(json, Options)
        ?? throw new JsonException("an event is null");

    private sealed class ReadingConverter : JsonConverter<Reading>
    {
        public override Reading Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Number
                ? Reading.Of(reader.GetDouble())
                : Reading.Withheld(Enum.Parse<Unmeasured>(reader.GetString() ?? throw new JsonException("a reading is null")));

        public override void Write(Utf8JsonWriter writer, Reading value, JsonSerializerOptions options)
        {
            if (value.HasValue)
            {
                writer.WriteNumberValue(value.Value);
            }
            else
            {
                writer.WriteStringValue(value.Reason.ToString());
            }
        }
    }
}
