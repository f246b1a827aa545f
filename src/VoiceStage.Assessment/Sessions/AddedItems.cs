using VoiceStage.Assessment.Questionnaires;

namespace VoiceStage.Assessment.Sessions;

/// <summary>Questions that no protocol holds, because the state asks for them: confirmations of a risk phrase and the offer of a person.</summary>
public static class AddedItems
{
    /// <summary>Confirms an acute phrase after the page went out.</summary>
    public const string ConfirmAcuteId = "confirm.acute";

    /// <summary>Confirms an ideation phrase at the end of the answer.</summary>
    public const string ConfirmIdeationId = "confirm.ideation";

    /// <summary>Offers to be put through to a person.</summary>
    public const string OfferPersonId = "offer.person";

    private static readonly IReadOnlyList<ItemChoice> YesNo = [new("yes", "1", "yes"), new("no", "2", "no")];

    /// <summary>Whether an id is one of these.</summary>
    /// <param name="itemId">Item id.</param>
    public static bool IsAdded(string? itemId) => itemId is ConfirmAcuteId or ConfirmIdeationId or OfferPersonId;

    /// <summary>The item with its words.</summary>
    /// <param name="itemId">One of the ids above.</param>
    /// <param name="text">Words to say.</param>
    public static Item Of(string itemId, string text) => new()
    {
        Id = itemId,
        Kind = ItemKind.YesNo,
        Text = text,
        Choices = YesNo,
        MaxReasks = 0,
        // A "no" to a confirmation is heard as carefully as a "no" to a suicide item.
        IsSuicideItem = itemId != OfferPersonId,
        IsInterruptible = itemId != ConfirmAcuteId,
    };
}
