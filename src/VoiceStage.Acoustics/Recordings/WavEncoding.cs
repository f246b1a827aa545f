namespace VoiceStage.Acoustics.Recordings;

/// <summary>How samples are written in a WAV file.</summary>
public enum WavEncoding
{
    /// <summary>Linear PCM: 8-bit unsigned, 16/24/32-bit signed.</summary>
    Pcm,
    /// <summary>IEEE floating point, 32 or 64 bit.</summary>
    Float,
    /// <summary>G.711 A-law, 8 bit.</summary>
    ALaw,
    /// <summary>G.711 mu-law, 8 bit.</summary>
    MuLaw,
}
