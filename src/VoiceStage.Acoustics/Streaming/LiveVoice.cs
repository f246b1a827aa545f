namespace VoiceStage.Acoustics.Streaming;

/// <summary>What can be said of a voice while it speaks: for a page that shows the patient that it is heard. No measure, and no judgement.</summary>
/// <remarks>It trails the audio by 20 to 60 ms (half a pitch window and one block). Values are provisional: the profile at the end decides anew.</remarks>
/// <param name="CapturedSeconds">Audio taken so far, in seconds.</param>
/// <param name="F0Hz">F0 now in hertz, 75 to 600, or null when unvoiced or not known yet.</param>
/// <param name="LevelDbfs">Level of the last 50 ms in dB re full scale (a full-scale sine is −3), not below −110.</param>
/// <param name="IsSpeaking">Whether the level is that of speech, by the rule of <see cref="Timing.SpeechActivity"/> over what came so far.</param>
/// <param name="PauseCount">Silences of 0.25 s and more between two stretches of speech so far.</param>
/// <param name="PauseSeconds">Their total length, in seconds.</param>
/// <param name="SilenceSeconds">Time since speech was last heard, in seconds; 0 while speaking, and before the first speech the time captured.</param>
public readonly record struct LiveVoice(
    double CapturedSeconds, double? F0Hz, double LevelDbfs, bool IsSpeaking, int PauseCount, double PauseSeconds, double SilenceSeconds);
