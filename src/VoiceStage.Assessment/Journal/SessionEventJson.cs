using System.Text.Json;
using System.Text.Json.Serialization;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Journal;

/// <summary>Events as JSON: the bytes by which events are compared, kept and read back.</summary>
/// <remarks>
/// Property order is the declaration order, names are camelCase, enums are their names, nulls are left out, numbers are shortest round-trip: the same event
/// gives the same bytes. Fields are only added; a reader of an older schema version takes their defaults.
/// </remarks>
public static class SessionEventJson
{
    /// <summary>Version of the event schema; stands on every stored row.</summary>
    public const int SchemaVersion = 1;

    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        NumberHandling = JsonNumberHandling.Strict,
        Converters = { new JsonStringEnumConverter(namingPolicy: null, allowIntegerValues: false), new ReadingJsonConverter() },
    };

    /// <summary>UTF-8 bytes of an event, the same for the same event.</summary>
    /// <param name="happened">Event.</param>
    public static byte[] Serialize(SessionEvent happened)
    {
        ArgumentNullException.ThrowIfNull(happened);
        return JsonSerializer.SerializeToUtf8Bytes(happened, Options);
    }

    /// <summary>The event of some bytes.</summary>
    /// <param name="utf8">UTF-8 JSON.</param>
    /// <param name="schemaVersion">Schema version of the row.</param>
    /// <exception cref="JsonException">The bytes are no event, or come from a newer schema.</exception>
    public static SessionEvent Deserialize(ReadOnlySpan<byte> utf8, int schemaVersion = SchemaVersion)
    {
        if (schemaVersion is < 1 or > SchemaVersion)
        {
            throw new JsonException($"the row has event schema {schemaVersion}, this build reads 1 to {SchemaVersion}");
        }

        return JsonSerializer.Deserialize<SessionEvent>(utf8, Options) ?? throw new JsonException("the row holds no event");
    }

    /// <summary>Whether two events have the same content.</summary>
    internal static bool Same(SessionEvent one, SessionEvent other) => Serialize(one).AsSpan().SequenceEqual(Serialize(other));

    /// <summary>Stable type name of an event, its discriminator in JSON.</summary>
    internal static string TypeName(SessionEvent happened)
    {
        using var document = JsonDocument.Parse(Serialize(happened));
        return document.RootElement.GetProperty("type").GetString()!;
    }
}
