using VoiceStage.Assessment.Answers;
using VoiceStage.Assessment.Sessions;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>What is asked and in which order. Immutable; order and skips are pure functions of the answers.</summary>
public sealed class Protocol
{
    private readonly ProtocolFile _file;
    private readonly IReadOnlyList<PlacedItem> _placed;
    private readonly IReadOnlyList<InstrumentPack> _packs;

    private Protocol(ProtocolFile file, IReadOnlyList<InstrumentPack> packs, IReadOnlyDictionary<string, string> words)
    {
        _file = file;
        _packs = packs;
        _placed = ProtocolReader.Place(file, packs, words);
        Items = [.. _placed.Select(placed => placed.Item)];
        SuicideItemIds = [.. Items.Where(item => item.IsSuicideItem && item.Kind != ItemKind.Frequency).Select(item => item.Id)];
        ClosingWords = ProtocolReader.FillWords(file.ClosingWords, words);
    }

    /// <summary>Ids of the protocols that are shipped: <c>brief</c>, <c>c-ssrs</c>, <c>default</c>, <c>extended</c>.</summary>
    public static IReadOnlyList<string> ShippedIds { get; } = EmbeddedData.Ids("Questionnaires.Protocols.");

    /// <summary>Id.</summary>
    public string Id => _file.Id;

    /// <summary>Version of the file.</summary>
    public string Version => _file.Version;

    /// <summary>Name for clinicians.</summary>
    public string Title => _file.Title;

    /// <summary>BCP-47 tag of the words.</summary>
    public string Language => _file.Language;

    /// <summary>Version of the consent words.</summary>
    public string ConsentWordingVersion => _file.ConsentWording;

    /// <summary>Last words of a finished call: warm, with resources, and "this is not an all-clear".</summary>
    public string ClosingWords { get; }

    /// <summary>All items in the usual order.</summary>
    public IReadOnlyList<Item> Items { get; }

    /// <summary>Items of the suicide screener in order (PHQ item 9 is not one of them, it brings them).</summary>
    public IReadOnlyList<string> SuicideItemIds { get; }

    /// <summary>Loads a shipped protocol.</summary>
    /// <param name="id">Id.</param>
    /// <param name="packs">Text packs of licensed instruments that this site has; null is none.</param>
    /// <exception cref="ProtocolException">There is none of that id, or it needs words that are not licensed here.</exception>
    public static Protocol Load(string id, IReadOnlyList<InstrumentPack>? packs = null)
    {
        using var stream = EmbeddedData.Open($"Questionnaires.Protocols.{id}.json")
            ?? throw new ProtocolException("PROTOCOL_UNKNOWN", $"there is no protocol '{id}'; shipped are {string.Join(", ", ShippedIds)}");
        return Parse(stream, packs);
    }

    /// <summary>Reads a site's own protocol.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <param name="packs">Text packs of licensed instruments that this site has; null is none.</param>
    /// <exception cref="ProtocolException">The file is not a protocol that can be asked safely.</exception>
    public static Protocol Parse(Stream stream, IReadOnlyList<InstrumentPack>? packs = null)
    {
        var file = ProtocolReader.Read(stream);
        return new Protocol(file, packs ?? [], file.Words);
    }

    /// <summary>The same protocol with a site's own words, for example its <c>crisis_line</c>.</summary>
    /// <param name="words">Words by placeholder name; names not given keep the file's.</param>
    public Protocol WithWords(IReadOnlyDictionary<string, string> words)
    {
        var all = new Dictionary<string, string>(_file.Words, StringComparer.Ordinal);
        foreach (var (name, word) in words)
        {
            all[name] = word;
        }

        return new Protocol(_file, _packs, all);
    }

    /// <summary>One item, or null when the protocol has none of that id.</summary>
    /// <param name="id">Item id.</param>
    /// <param name="channel">Where it is asked: a kiosk's words may differ (a passage to read).</param>
    public Item? ItemOf(string id, CallChannel channel = CallChannel.Phone) =>
        _placed.FirstOrDefault(placed => placed.Item.Id == id) is { } found ? For(found, channel) : null;

    /// <summary>The item to ask now: the first in the order of the moment that is due and not answered.</summary>
    /// <param name="answers">Final answers by item id; a refused, unclear or missing answer that stands is an answer too.</param>
    /// <param name="context">Channel and stage-1 score.</param>
    /// <returns>The item, or null when everything due is answered.</returns>
    public Item? NextItem(IReadOnlyDictionary<string, Answer> answers, ProtocolContext context) =>
        PossibleItems(answers, context).FirstOrDefault(item => !answers.ContainsKey(item.Id));

    /// <summary>The items that are answered, due, or may still become due, in the order of the moment; for progress counts.</summary>
    /// <param name="answers">Final answers by item id.</param>
    /// <param name="context">Channel and stage-1 score.</param>
    public IReadOnlyList<Item> PossibleItems(IReadOnlyDictionary<string, Answer> answers, ProtocolContext context) =>
    [
        .. InOrder(answers, context)
            .Where(placed => answers.ContainsKey(placed.Item.Id)
                || ((placed.BlockAsk?.Holds(answers, context) ?? true) && (placed.Ask?.Holds(answers, context) ?? true)))
            .Select(placed => For(placed, context.Channel)),
    ];

    private static Item For(PlacedItem placed, CallChannel channel) => channel == CallChannel.Kiosk ? placed.KioskItem : placed.Item;

    /// <summary>
    /// The usual order; with the suicide items before the first optional block when stage 1 is high (a hang-up then loses the least), and
    /// before everything that is not answered yet once item 9 is answered by anything but "not at all".
    /// </summary>
    private IEnumerable<PlacedItem> InOrder(IReadOnlyDictionary<string, Answer> answers, ProtocolContext context)
    {
        var screenNow = _file.ScreenNextUnlessClearNo.Any(id => answers.ContainsKey(id) && !ClearNo.Is(answers, id));
        Func<PlacedItem, bool>? isLater = screenNow ? placed => !answers.ContainsKey(placed.Item.Id)
            : context.TextScoreIsHigh ? placed => placed.InOptionalBlock
            : null;
        if (isLater is null)
        {
            return _placed;
        }

        var rest = _placed.Where(placed => !placed.InSuicideBlock).ToList();
        var firstLater = rest.FindIndex(placed => isLater(placed));
        var firstSuicide = _placed.TakeWhile(placed => !placed.InSuicideBlock).Count();
        var at = firstLater < 0 ? firstSuicide : Math.Min(firstLater, firstSuicide);
        return rest.Take(at).Concat(_placed.Where(placed => placed.InSuicideBlock)).Concat(rest.Skip(at));
    }
}
