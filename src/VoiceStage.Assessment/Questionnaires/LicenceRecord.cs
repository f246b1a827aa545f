namespace VoiceStage.Assessment.Questionnaires;

/// <summary>Under what terms an instrument's words are shipped.</summary>
/// <param name="Status"><c>public_domain</c>, <c>free_of_permission</c>, <c>free_with_attribution</c>, or <c>permission_required</c> (its text comes in a site's pack).</param>
/// <param name="Holder">Who holds the rights.</param>
/// <param name="Notice">Notice to show with the instrument.</param>
/// <param name="Modifiable">Whether the words may be changed; false for every instrument shipped here.</param>
/// <param name="Source">Where the words and the terms come from.</param>
public sealed record LicenceRecord(string Status, string Holder, string Notice, bool Modifiable, string Source);
