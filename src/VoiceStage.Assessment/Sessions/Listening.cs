using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Sessions;

/// <summary>How the server listens after a prompt; derived from the item and the state, not stored.</summary>
/// <param name="Item">Item as asked now (a confirmation is a yes/no item of its own).</param>
/// <param name="Grammar">Phrases a closed question accepts, lower case; null for free speech.</param>
/// <param name="UseFreeEarToo">Whether the free model listens beside the grammar (suicide items, consent).</param>
/// <param name="MayEndEarly">Whether a certain complete answer ends the turn at once; never for a "no" to a suicide item.</param>
public sealed record Listening(Item Item, IReadOnlyList<string>? Grammar, bool UseFreeEarToo, bool MayEndEarly);
