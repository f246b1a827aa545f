namespace VoiceStage.Speech.Services;

/// <summary>A key: readable where it is used, never where it is printed.</summary>
/// <param name="value">The key.</param>
public sealed class SecretText(string value)
{
    /// <summary>The key itself.</summary>
    public string Reveal() => value;

    /// <summary>Never the key.</summary>
    public override string ToString() => "(secret)";
}
