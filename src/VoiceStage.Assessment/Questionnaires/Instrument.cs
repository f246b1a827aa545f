using System.Text.Json;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>One question of an instrument, verbatim.</summary>
public sealed record InstrumentItem
{
    /// <summary>Item id, for example <c>phq.1</c>.</summary>
    public required string Id { get; init; }

    /// <summary>The instrument's words, verbatim; null when they are licensed and come in a pack.</summary>
    public string? Text { get; init; }

    /// <summary>LOINC code, or null when none is used.</summary>
    public string? Code { get; init; }

    /// <summary>Kind of answer; null takes the instrument's.</summary>
    public ItemKind? Kind { get; init; }

    /// <summary>Answers offered; null takes the instrument's.</summary>
    public IReadOnlyList<ItemChoice>? Choices { get; init; }

    /// <summary>Whether it asks about suicide.</summary>
    public bool IsSuicideItem { get; init; }

    /// <summary>What the item is about, in our words; never read to a patient.</summary>
    public string? Topic { get; init; }
}

/// <summary>A questionnaire as data: verbatim words, codes, answers and the licence record.</summary>
public sealed record Instrument
{
    /// <summary>Id: <c>asq</c>, <c>phq-9</c>, <c>phq-8</c>, <c>phq-2</c>, <c>gad-7</c>, <c>gad-2</c>, <c>pss-3</c>, <c>c-ssrs-screener</c>.</summary>
    public required string Id { get; init; }

    /// <summary>Full name.</summary>
    public required string Title { get; init; }

    /// <summary>Version of this data file; stands in the journal through the protocol's version.</summary>
    public required string Version { get; init; }

    /// <summary>BCP-47 tag of the words.</summary>
    public required string Language { get; init; }

    /// <summary>Terms.</summary>
    public required LicenceRecord Licence { get; init; }

    /// <summary>Question that introduces all items, verbatim, or null.</summary>
    public string? Stem { get; init; }

    /// <summary>Kind of answer of its items.</summary>
    public required ItemKind Kind { get; init; }

    /// <summary>Answers in reading order.</summary>
    public IReadOnlyList<ItemChoice> Choices { get; init; } = [];

    /// <summary>LOINC code of the panel, or null.</summary>
    public string? PanelCode { get; init; }

    /// <summary>LOINC code of the total or of the level, or null.</summary>
    public string? TotalCode { get; init; }

    /// <summary>LOINC answer codes of the level by level name, empty when it has none.</summary>
    public IReadOnlyDictionary<string, string> LevelCodes { get; init; } = new Dictionary<string, string>();

    /// <summary>How its points are summed and banded, or null when it is no sum scale.</summary>
    public SumScoring? Scoring { get; init; }

    /// <summary>Questions in order.</summary>
    public IReadOnlyList<InstrumentItem> Items { get; init; } = [];

    /// <summary>Another instrument whose items of the same id are taken over (PHQ-2 is the first two of PHQ-9), or null.</summary>
    public string? ItemsFrom { get; init; }

    /// <summary>Whether the words are missing here and must come from a site's <see cref="InstrumentPack"/>.</summary>
    public bool NeedsPack => Items.Any(item => item.Text is null);

    /// <summary>Ids of the instruments that are shipped.</summary>
    public static IReadOnlyList<string> ShippedIds { get; } = EmbeddedData.Ids("Questionnaires.Instruments.");

    /// <summary>Loads a shipped instrument.</summary>
    /// <param name="id">Id.</param>
    /// <exception cref="ProtocolException">There is none of that id.</exception>
    public static Instrument Load(string id)
    {
        using var stream = EmbeddedData.Open($"Questionnaires.Instruments.{id}.json")
            ?? throw new ProtocolException("INSTRUMENT_UNKNOWN", $"there is no instrument '{id}'; shipped are {string.Join(", ", ShippedIds)}");
        return Parse(stream);
    }

    /// <summary>Reads an instrument from JSON.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <exception cref="ProtocolException">The file is not an instrument.</exception>
    public static Instrument Parse(Stream stream)
    {
        Instrument? read;
        try
        {
            read = JsonSerializer.Deserialize<Instrument>(stream, EmbeddedData.Json);
        }
        catch (JsonException error)
        {
            throw new ProtocolException("INSTRUMENT_INVALID", $"the instrument file cannot be read: {error.Message}", error);
        }

        if (read is null || read.Items.Count == 0)
        {
            throw new ProtocolException("INSTRUMENT_INVALID", "the instrument file holds no items");
        }

        return read.ItemsFrom is null ? read : read.WithItemsOf(Load(read.ItemsFrom));
    }

    private Instrument WithItemsOf(Instrument other) => this with
    {
        Items = [.. Items.Select(item => other.Items.FirstOrDefault(candidate => candidate.Id == item.Id)
            ?? throw new ProtocolException("INSTRUMENT_INVALID", $"instrument '{Id}' takes item '{item.Id}' from '{other.Id}', which has none"))],
    };
}
