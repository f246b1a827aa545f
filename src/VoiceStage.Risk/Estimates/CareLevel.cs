namespace VoiceStage.Risk.Estimates;

/// <summary>Level of care, ordered so that the greater is the more urgent: the highest of all rules wins.</summary>
/// <remarks>Unknown stands above low: what was not asked or not understood is never "no".</remarks>
public enum CareLevel
{
    /// <summary>All suicide items answered with a clear no and nothing else found. Not an all-clear.</summary>
    Low = 1,
    /// <summary>Suicide items not all answered, nothing above found.</summary>
    Unknown = 2,
    /// <summary>A person within a day.</summary>
    Moderate = 3,
    /// <summary>A person within the hour.</summary>
    High = 4,
    /// <summary>A person now.</summary>
    Imminent = 5,
}
