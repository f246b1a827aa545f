using VoiceStage.Acoustics.Recordings;

namespace VoiceStage.Server.Calls;

/// <summary>The sound of a prompt, synthesised once per text and kept.</summary>
public interface IPromptSounds
{
    /// <summary>The sound of a text.</summary>
    ValueTask<Recording> SoundOfAsync(string text, CancellationToken cancellation);

    /// <summary>The sound of a text that begins with words of one patient, such as a name: those are spoken for this call only and never kept.</summary>
    /// <param name="personal">Its first words.</param>
    /// <param name="rest">What follows, the same for everybody.</param>
    /// <param name="cancellation">Cancels the wait.</param>
    ValueTask<Recording> SoundOfPersonalAsync(string personal, string rest, CancellationToken cancellation) => SoundOfAsync($"{personal} {rest}", cancellation);
}
