namespace VoiceStage.Acoustics.Profiles;

/// <summary>What a measure is: everything somebody needs to read its value, or to know why there is none.</summary>
/// <param name="Set"><c>voice</c>, <c>extended</c> or <c>egemaps</c>.</param>
/// <param name="Key">Stable name in every output.</param>
/// <param name="Aliases">Names in use elsewhere, joined by commas; empty for none.</param>
/// <param name="Definition">Formula in words.</param>
/// <param name="Unit">Unit; "–" for none.</param>
/// <param name="Lowest">Least possible value.</param>
/// <param name="Highest">Greatest possible value for answers up to 300 s.</param>
/// <param name="WithheldWhen">When there is a reason instead of a number.</param>
/// <param name="ValidFor">Task and recording that it means something for.</param>
/// <param name="Source">Where the definition is from; empty when it is ours.</param>
public sealed record MeasureDescription(
    string Set, string Key, string Aliases, string Definition, string Unit, double Lowest, double Highest, string WithheldWhen, string ValidFor, string Source);
