namespace VoiceStage.Assessment.Questionnaires;

/// <summary>A protocol as written in its file.</summary>
internal sealed record ProtocolFile
{
    public required string Id { get; init; }
    public required string Version { get; init; }
    public required string Title { get; init; }
    public required string Language { get; init; }

    /// <summary>Version of the consent words; a consent event names it.</summary>
    public required string ConsentWording { get; init; }

    /// <summary>Words that stand for <c>{name}</c> in the texts; a site overrides them.</summary>
    public IReadOnlyDictionary<string, string> Words { get; init; } = new Dictionary<string, string>();

    /// <summary>Last words of a finished call.</summary>
    public required string ClosingWords { get; init; }

    /// <summary>Blocks in their usual order.</summary>
    public required IReadOnlyList<ProtocolBlock> Blocks { get; init; }

    /// <summary>Items whose answer, unless a clear no, brings the suicide items next.</summary>
    public IReadOnlyList<string> ScreenNextUnlessClearNo { get; init; } = [];
}

/// <summary>Items that belong and move together.</summary>
internal sealed record ProtocolBlock
{
    public required string Id { get; init; }

    /// <summary>The suicide items: moved before the first optional block when stage 1 is high.</summary>
    public bool Suicide { get; init; }

    /// <summary>A task that the assessment could do without.</summary>
    public bool Optional { get; init; }

    /// <summary>Instrument of all items; null for tasks written in the protocol itself.</summary>
    public string? Instrument { get; init; }

    /// <summary>Words before the first item of the block; ours, not the instrument's.</summary>
    public string? LeadIn { get; init; }

    /// <summary>Condition of every item of the block, beside its own.</summary>
    public AskCondition? Ask { get; init; }

    public required IReadOnlyList<ProtocolItem> Items { get; init; }
}

/// <summary>One item of a block; what is null comes from the instrument or the defaults of its kind.</summary>
internal sealed record ProtocolItem
{
    public required string Id { get; init; }
    public ItemKind? Kind { get; init; }
    public string? Text { get; init; }
    public string? ReaskText { get; init; }

    /// <summary>Words at a kiosk, when a screen lets the patient do more (read a passage); null says <see cref="Text"/> there too.</summary>
    public string? KioskText { get; init; }

    /// <summary>Words before the instrument's; ours.</summary>
    public string? LeadIn { get; init; }

    /// <summary>Words after the instrument's; ours (how to answer).</summary>
    public string? Hint { get; init; }

    /// <summary>Whether the instrument's stem is read before the item; it always is when the item is asked again.</summary>
    public bool Stem { get; init; }
    public AskCondition? Ask { get; init; }
    public IReadOnlyList<ItemChoice>? Choices { get; init; }
    public bool? Interruptible { get; init; }
    public double? EndSilenceSeconds { get; init; }
    public double? NoSpeechSeconds { get; init; }
    public double? MaxAnswerSeconds { get; init; }
    public int? MaxReasks { get; init; }
    public string? VoiceTask { get; init; }
}
