using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>One item of a protocol with everything that its place in the order depends on.</summary>
internal sealed record PlacedItem(Item Item, Item KioskItem, AskCondition? BlockAsk, AskCondition? Ask, bool InSuicideBlock, bool InOptionalBlock);

/// <summary>Turns a protocol file and the instruments it names into items ready to be asked, and refuses what cannot be asked safely.</summary>
internal static partial class ProtocolReader
{
    /// <summary>More items than any instrument set needs; a file above it is a mistake.</summary>
    private const int LargestItemCount = 200;

    internal static ProtocolFile Read(Stream stream)
    {
        try
        {
            return JsonSerializer.Deserialize<ProtocolFile>(stream, EmbeddedData.Json)
                ?? throw new ProtocolException("PROTOCOL_INVALID", "the protocol file is empty");
        }
        catch (JsonException error)
        {
            throw new ProtocolException("PROTOCOL_INVALID", $"the protocol file cannot be read: {error.Message}", error);
        }
    }

    internal static IReadOnlyList<PlacedItem> Place(
        ProtocolFile file, IReadOnlyList<InstrumentPack> packs, IReadOnlyDictionary<string, string> words)
    {
        var placed = new List<PlacedItem>();
        foreach (var block in file.Blocks)
        {
            var instrument = block.Instrument is null ? null : InstrumentWithWords(block.Instrument, packs);
            foreach (var item in block.Items)
            {
                var leadIn = item.LeadIn ?? (item.Id == block.Items[0].Id ? block.LeadIn : null);
                var built = Build(file, item, leadIn, instrument, words);
                var atKiosk = item.KioskText is null ? built : built with { Text = Fill(item.KioskText, words), ReaskText = null };
                placed.Add(new PlacedItem(built, atKiosk, block.Ask, item.Ask, block.Suicide, block.Optional));
            }
        }

        Check(file, placed);
        return placed;
    }

    private static Instrument InstrumentWithWords(string id, IReadOnlyList<InstrumentPack> packs)
    {
        var instrument = Instrument.Load(id);
        if (!instrument.NeedsPack)
        {
            return instrument;
        }

        var pack = packs.FirstOrDefault(candidate => candidate.Instrument == id) ?? throw new ProtocolException("INSTRUMENT_TEXT_NOT_LICENSED",
            $"the words of '{id}' are licensed ({instrument.Licence.Holder}) and are not shipped; load a text pack after your site has confirmed its permission, or choose another protocol");
        return pack.Complete(instrument);
    }

    private static Item Build(
        ProtocolFile file, ProtocolItem item, string? leadIn, Instrument? instrument, IReadOnlyDictionary<string, string> words)
    {
        var source = instrument?.Items.FirstOrDefault(candidate => candidate.Id == item.Id);
        if (instrument is not null && source is null)
        {
            throw new ProtocolException("PROTOCOL_INVALID", $"protocol '{file.Id}': instrument '{instrument.Id}' has no item '{item.Id}'");
        }

        if (source is not null && (item.Text is not null || item.KioskText is not null))
        {
            throw new ProtocolException("PROTOCOL_INVALID", $"protocol '{file.Id}': the words of '{item.Id}' belong to the instrument and may not be replaced");
        }

        var verbatim = source?.Text ?? item.Text
            ?? throw new ProtocolException("PROTOCOL_INVALID", $"protocol '{file.Id}': item '{item.Id}' has no words");
        var kind = item.Kind ?? source?.Kind ?? instrument?.Kind
            ?? throw new ProtocolException("PROTOCOL_INVALID", $"protocol '{file.Id}': item '{item.Id}' has no kind");
        var isClosed = kind is ItemKind.Consent or ItemKind.YesNo or ItemKind.Frequency or ItemKind.When;
        var choices = item.Choices ?? source?.Choices ?? (source is null ? null : instrument?.Choices) ?? (kind == ItemKind.Consent ? YesNoChoices : []);
        var defaults = new Item { Id = item.Id, Kind = kind, Text = verbatim };
        return defaults with
        {
            Text = Fill(Join(leadIn, item.Stem ? instrument?.Stem : null, verbatim, item.Hint), words),
            ReaskText = Fill(item.ReaskText ?? (source is null ? verbatim : Join(instrument?.Stem, verbatim, KeyWords(choices))), words),
            Instrument = instrument?.Id,
            Code = source?.Code,
            Choices = choices,
            IsSuicideItem = source?.IsSuicideItem ?? false,
            IsInterruptible = item.Interruptible ?? kind != ItemKind.Consent,
            EndSilenceSeconds = item.EndSilenceSeconds ?? (isClosed ? 2.5 : 4),
            NoSpeechSeconds = item.NoSpeechSeconds ?? defaults.NoSpeechSeconds,
            MaxAnswerSeconds = item.MaxAnswerSeconds ?? defaults.MaxAnswerSeconds,
            MaxReasks = item.MaxReasks ?? defaults.MaxReasks,
            VoiceTask = item.VoiceTask ?? (kind is ItemKind.YesNo or ItemKind.Frequency ? "closed" : null),
        };
    }

    private static readonly IReadOnlyList<ItemChoice> YesNoChoices = [new("yes", "1", "yes"), new("no", "2", "no")];

    /// <summary>How to answer by keys: "Press 1 for yes, 2 for no, or 7 if you would rather not say."</summary>
    private static string KeyWords(IReadOnlyList<ItemChoice> choices)
    {
        var text = new StringBuilder("You can say, or press: ");
        foreach (var choice in choices)
        {
            text.Append(choice.Key).Append(" for ").Append(choice.Text.ToLowerInvariant()).Append(", ");
        }

        return choices.Count == 0 ? "" : text.Append("or 7 if you would rather not say.").ToString();
    }

    private static string Join(params string?[] parts)
    {
        var kept = parts.Where(part => !string.IsNullOrWhiteSpace(part)).Select(part => part!.Trim());
        return string.Join(" ", kept.Select(part => part[^1] is '.' or '?' or '!' or ':' ? part : part + "."));
    }

    private static string Fill(string text, IReadOnlyDictionary<string, string> words) => Placeholder().Replace(text, match =>
        words.TryGetValue(match.Groups[1].Value, out var word)
            ? word
            : throw new ProtocolException("PROTOCOL_INVALID", $"no words are given for {match.Value}"));

    internal static string FillWords(string text, IReadOnlyDictionary<string, string> words) => Fill(text, words);

    private static void Check(ProtocolFile file, List<PlacedItem> placed)
    {
        void Require(bool holds, string message)
        {
            if (!holds)
            {
                throw new ProtocolException("PROTOCOL_INVALID", $"protocol '{file.Id}': {message}");
            }
        }

        Require(placed.Count is > 0 and <= LargestItemCount, $"it must hold 1 to {LargestItemCount} items");
        Require(placed[0].Item.Kind == ItemKind.Consent, "the first item must be consent");
        Require(placed.Any(item => item.InSuicideBlock), "it holds no suicide items; these are never left out");
        Require(placed.All(item => item.Item.IsSuicideItem ? item.InSuicideBlock || item.Item.Kind == ItemKind.Frequency : true), "a suicide screener stands outside the suicide block");
        var before = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (item, _, blockAsk, ask, inSuicideBlock, _) in placed)
        {
            Require(!before.Contains(item.Id), $"item '{item.Id}' stands twice");
            Require(item.MaxReasks is >= 0 and <= 5 && item.EndSilenceSeconds is >= 0.5 and <= 20 && item.NoSpeechSeconds is >= 1 and <= 60
                && item.MaxAnswerSeconds is >= 1 and <= 300, $"item '{item.Id}' has a limit out of range");
            foreach (var dependency in (blockAsk?.DependsOn ?? []).Concat(ask?.DependsOn ?? []))
            {
                Require(before.Contains(dependency), $"item '{item.Id}' depends on '{dependency}', which does not stand before it");
            }

            Require(!inSuicideBlock || (blockAsk is null && ask?.Channel is null && (ask?.SumOf.Count ?? 0) == 0),
                $"suicide item '{item.Id}' may depend only on other suicide items");
            before.Add(item.Id);
        }

        foreach (var (item, _, _, ask, inSuicideBlock, _) in placed)
        {
            Require(!inSuicideBlock || ask is null || ask.DependsOn.All(id => placed.Any(other => other.Item.Id == id && other.InSuicideBlock)),
                $"suicide item '{item.Id}' may depend only on other suicide items");
        }

        foreach (var id in file.ScreenNextUnlessClearNo)
        {
            Require(before.Contains(id), $"'{id}' brings the suicide items next, but is no item");
        }
    }

    [GeneratedRegex(@"\{([a-z_]+)\}")]
    private static partial Regex Placeholder();
}
