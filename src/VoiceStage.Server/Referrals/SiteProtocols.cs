using System.Collections.Concurrent;
using VoiceStage.Assessment.Questionnaires;
using VoiceStage.Server.Errors;
using VoiceStage.Server.Settings;

namespace VoiceStage.Server.Referrals;

/// <summary>The protocols of this site: the shipped ones, with the text packs whose permission the site has confirmed.</summary>
public sealed class SiteProtocols
{
    private readonly ConcurrentDictionary<string, Protocol> loaded = new();
    private readonly IReadOnlyList<InstrumentPack> packs;

    /// <summary>Makes one.</summary>
    /// <param name="settings">Names the packs, which were read and checked at start.</param>
    public SiteProtocols(SiteSettings settings)
    {
        ArgumentNullException.ThrowIfNull(settings);
        packs = settings.InstrumentPacks;
    }

    /// <summary>The protocol of this id.</summary>
    /// <param name="id">For example <c>brief</c>.</param>
    /// <exception cref="CallRefusedException">PROTOCOL_UNKNOWN or PROTOCOL_GATED.</exception>
    public Protocol Find(string id)
    {
        if (!Protocol.ShippedIds.Contains(id))
        {
            throw ErrorCodes.ProtocolUnknown.Refusal(("known", string.Join(",", Protocol.ShippedIds)));
        }

        try
        {
            return loaded.GetOrAdd(id, _ => Protocol.Load(id, packs));
        }
        catch (ProtocolException)
        {
            throw ErrorCodes.ProtocolGated.Refusal(("protocol", id));
        }
    }
}
