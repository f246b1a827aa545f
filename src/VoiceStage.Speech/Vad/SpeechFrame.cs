namespace VoiceStage.Speech.Vad;

/// <summary>How likely one frame holds speech.</summary>
/// <param name="SampleIndex">The frame's first sample, counted from the start of the stream at 16 kHz.</param>
/// <param name="SampleCount">Its length in samples: 512, fewer only in the last frame of a stream.</param>
/// <param name="Probability">In [0, 1]; 0 where the energy gate was shut.</param>
/// <param name="NetAsked">False where the gate was shut and the net was not asked.</param>
public readonly record struct SpeechFrame(long SampleIndex, int SampleCount, float Probability, bool NetAsked);
