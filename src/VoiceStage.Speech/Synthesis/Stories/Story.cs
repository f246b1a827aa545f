namespace VoiceStage.Speech.Synthesis.Stories;

/// <summary>One simulated patient: a voice, a line and the answers.</summary>
public sealed record Story
{
    /// <summary>Folder name: lower-case letters, digits, underscore.</summary>
    public required string Id { get; init; }

    /// <summary>Who this is, in a sentence.</summary>
    public required string About { get; init; }

    /// <summary><c>flite</c> or <c>espeak-ng</c>.</summary>
    public string Engine { get; init; } = "flite";

    /// <summary>Voice of the engine.</summary>
    public string Voice { get; init; } = "slt";

    /// <summary>Length of the speech against the voice's own, 0.5 to 2.5.</summary>
    public double Stretch { get; init; } = 1;

    /// <summary>Mean pitch in hertz, or null for the voice's own.</summary>
    public double? PitchHz { get; init; }

    /// <summary>Rate of the files, 8 000 or more.</summary>
    public int SampleRateHz { get; init; } = 16_000;

    /// <summary>Whether the sound goes through mu-law, as on a telephone line; only at 8 000 Hz.</summary>
    public bool MuLaw { get; init; }

    /// <summary>Level of the speech, RMS over its louder frames, in dB of full scale.</summary>
    public double SpeechDb { get; init; } = -23;

    /// <summary>How far the pink noise lies below the speech, in dB; null for none.</summary>
    public double? NoiseBelowDb { get; init; }

    /// <summary>Silence before the first word of each answer, in seconds: how long this patient thinks.</summary>
    public double ThinksSeconds { get; init; } = 0.5;

    /// <summary>What is answered, in the order of the protocol.</summary>
    public required IReadOnlyList<StoryAnswer> Answers { get; init; }

    internal void Check(string path)
    {
        var nameFits = Id.Length > 0 && Id.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
        var fits = nameFits && Engine is "flite" or "espeak-ng" && SampleRateHz is >= 8_000 and <= 48_000 && (!MuLaw || SampleRateHz == 8_000)
            && SpeechDb is >= -60 and <= -10 && NoiseBelowDb is null or (>= 0 and <= 60) && ThinksSeconds is >= 0 and <= 10;
        if (!fits)
        {
            throw new InvalidDataException($"{path}: the story '{Id}' has a setting outside its range.");
        }

        foreach (var answer in Answers)
        {
            if (!answer.Item.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '.') || answer.Say is null != answer.HangUp)
            {
                throw new InvalidDataException($"{path}: story '{Id}', item '{answer.Item}': give either words to say or a hang-up.");
            }
        }
    }
}
