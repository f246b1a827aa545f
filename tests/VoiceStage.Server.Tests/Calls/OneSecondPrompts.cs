using VoiceStage.Acoustics.Recordings;
using VoiceStage.Server.Calls;

namespace VoiceStage.Server.Tests.Calls;

/// <summary>Every prompt lasts one second.</summary>
internal sealed class OneSecondPrompts : IPromptSounds
{
    public ValueTask<Recording> SoundOfAsync(string text, CancellationToken cancellation) => new(new Recording(new float[16_000], 16_000));
}
