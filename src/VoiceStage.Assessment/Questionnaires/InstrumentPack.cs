using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace VoiceStage.Assessment.Questionnaires;

/// <summary>Who confirmed that this site may use an instrument's words.</summary>
/// <param name="ConfirmedBy">Name and role of the person who confirms.</param>
/// <param name="ConfirmedOn">Date.</param>
/// <param name="Reference">Registration, licence or letter.</param>
public sealed record PackPermission(string ConfirmedBy, DateOnly ConfirmedOn, string Reference);

/// <summary>The words of a licensed instrument, kept by a site that has permission; never shipped with the product.</summary>
/// <remarks>
/// The hash is the SHA-256, lower-case hex, of the UTF-8 text made of every item as <c>id TAB text LF</c> in the instrument's order. The site takes it when
/// it copies the words from the rights holder's form; any later change of a letter is refused.
/// </remarks>
public sealed record InstrumentPack
{
    /// <summary>Instrument, for example <c>c-ssrs-screener</c>.</summary>
    public required string Instrument { get; init; }

    /// <summary>BCP-47 tag of the words.</summary>
    public required string Language { get; init; }

    /// <summary>The permission; null is refused.</summary>
    public PackPermission? Permission { get; init; }

    /// <summary>Verbatim words by item id.</summary>
    public required IReadOnlyDictionary<string, string> Items { get; init; }

    /// <summary>Hash of the words, see remarks.</summary>
    public required string Sha256 { get; init; }

    /// <summary>Reads a pack.</summary>
    /// <param name="stream">UTF-8 JSON.</param>
    /// <exception cref="ProtocolException">It is not a pack.</exception>
    public static InstrumentPack Parse(Stream stream)
    {
        try
        {
            return JsonSerializer.Deserialize<InstrumentPack>(stream, EmbeddedData.Json)
                ?? throw new ProtocolException("PACK_INVALID", "the text pack is empty");
        }
        catch (JsonException error)
        {
            throw new ProtocolException("PACK_INVALID", $"the text pack cannot be read: {error.Message}", error);
        }
    }

    /// <summary>The hash that <see cref="Sha256"/> must equal.</summary>
    /// <param name="instrument">Instrument, for the order of its items.</param>
    /// <param name="items">Words by item id.</param>
    public static string HashOf(Instrument instrument, IReadOnlyDictionary<string, string> items)
    {
        var text = new StringBuilder();
        foreach (var item in instrument.Items)
        {
            text.Append(item.Id).Append('\t').Append(items.GetValueOrDefault(item.Id)).Append('\n');
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }

    /// <summary>The instrument with its words, once permission, completeness and hash are checked.</summary>
    /// <param name="instrument">The shipped structure.</param>
    /// <exception cref="ProtocolException">The pack is for another instrument, lacks permission or words, or its words were altered.</exception>
    public Instrument Complete(Instrument instrument)
    {
        if (instrument.Id != Instrument)
        {
            throw new ProtocolException("PACK_INVALID", $"the text pack is for '{Instrument}', not for '{instrument.Id}'");
        }

        if (Permission is null || string.IsNullOrWhiteSpace(Permission.ConfirmedBy) || string.IsNullOrWhiteSpace(Permission.Reference))
        {
            throw new ProtocolException("PACK_PERMISSION_MISSING",
                $"the text pack for '{Instrument}' names no permission; state who confirmed it, when, and the reference");
        }

        var absent = instrument.Items.FirstOrDefault(item => string.IsNullOrWhiteSpace(Items.GetValueOrDefault(item.Id)));
        if (absent is not null)
        {
            throw new ProtocolException("PACK_INVALID", $"the text pack for '{Instrument}' has no words for item '{absent.Id}'");
        }

        if (!string.Equals(Sha256, HashOf(instrument, Items), StringComparison.Ordinal))
        {
            throw new ProtocolException("PACK_TEXT_ALTERED",
                $"the words of the text pack for '{Instrument}' do not match its sha256; copy them again verbatim from the rights holder's form");
        }

        return instrument with { Items = [.. instrument.Items.Select(item => item with { Text = Items[item.Id] })] };
    }
}
