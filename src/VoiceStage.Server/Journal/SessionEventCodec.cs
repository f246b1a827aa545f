using System.Reflection;
using System.Text;
using System.Text.Json.Serialization;
using VoiceStage.Assessment.Journal;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Server.Journal;

/// <summary>Session events as text columns: the canonical JSON, so that equal events are equal text.</summary>
internal static class SessionEventCodec
{
    private static readonly Dictionary<Type, string> Names = typeof(SessionEvent).GetCustomAttributes<JsonDerivedTypeAttribute>()
        .ToDictionary(attribute => attribute.DerivedType, attribute => (string)attribute.TypeDiscriminator!);

    public static string TypeName(SessionEvent happened) => Names[happened.GetType()];

    public static string Write(SessionEvent happened) => Encoding.UTF8.GetString(SessionEventJson.Serialize(happened));

    public static SessionEvent Read(string json, int schemaVersion = SessionEventJson.SchemaVersion) =>
        SessionEventJson.Deserialize(Encoding.UTF8.GetBytes(json), schemaVersion);
}
