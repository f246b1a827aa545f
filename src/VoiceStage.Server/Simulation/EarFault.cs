namespace VoiceStage.Server.Simulation;

/// <summary>What is wrong with one listening of one ear.</summary>
internal enum EarFault
{
    None,

    /// <summary>The words come up to 20 s after the sound.</summary>
    Slow,

    /// <summary>Some words are heard as others.</summary>
    Wrong,

    /// <summary>Nothing is heard.</summary>
    Empty,

    /// <summary>The engine throws when it is asked for its words.</summary>
    Throws,

    /// <summary>The engine throws when it is given sound.</summary>
    Deaf,

    /// <summary>The words never come.</summary>
    Hangs,
}
