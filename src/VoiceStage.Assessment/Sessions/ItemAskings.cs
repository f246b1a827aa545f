namespace VoiceStage.Assessment.Sessions;

/// <summary>How often an item was asked, by purpose. Limits count these; repeats after a break or on request are apart.</summary>
/// <param name="Count">Askings of every counted purpose.</param>
/// <param name="Reasks">Of those, asked again after silence or an unclear answer.</param>
/// <param name="Repeats">Said again after a break, a gap or on request; never counted as a re-ask.</param>
/// <param name="KeysOffered">Whether keys were offered.</param>
/// <param name="Confirmed">Whether it was confirmed by a plain yes/no question.</param>
public sealed record ItemAskings(int Count = 0, int Reasks = 0, int Repeats = 0, bool KeysOffered = false, bool Confirmed = false);
