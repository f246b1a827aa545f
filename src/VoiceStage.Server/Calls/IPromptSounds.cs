using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Server.Calls;

/// <summary>The sound of a prompt, synthesised once per text and kept.</summary>
public interface IPromptSounds
{
    /// <summary>The sound of a text.</summary>
    ValueTask<Recording> SoundOfAsync(string text, CancellationToken cancellation);
}
