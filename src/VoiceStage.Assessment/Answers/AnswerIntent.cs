namespace VoiceStage.Assessment.Answers;

/// <summary>What a phrase of an answer means.</summary>
internal enum AnswerIntent
{
    Yes,
    No,

    /// <summary>"Not really", "I don't think so": no clear no.</summary>
    HedgedNo,
    Unsure,
    Refuse,

    /// <summary>"Wait", "I mean": what came before is taken back.</summary>
    Correction,
    Filler,
    Frequency0,
    Frequency1,
    Frequency2,
    Frequency3,

    /// <summary>Words of frequency that fit two options ("half the time", "often").</summary>
    FrequencyAmbiguous,
}

/// <summary>One phrase found in an answer.</summary>
/// <param name="Intent">What it means.</param>
/// <param name="FirstWord">Index of its first word, contractions written out.</param>
/// <param name="WordCount">How many words.</param>
internal readonly record struct IntentFound(AnswerIntent Intent, int FirstWord, int WordCount);
