using System.Globalization;
using Microsoft.AspNetCore.Http;
using VoiceStage.Risk.Estimates;
using VoiceStage.Server.Escalations;

namespace VoiceStage.Server.Clinic;

/// <summary>What a clinician asked the worklist for.</summary>
/// <param name="Level">Only this level; null for all.</param>
/// <param name="State"><c>open</c> (nobody has it), <c>mine</c>, <c>all</c>, or <c>resolved</c> too.</param>
/// <param name="Search">Part of a patient's id or a reason; empty for none.</param>
/// <param name="Page">From 1.</param>
public sealed record WorklistQuery(CareLevel? Level, string State, string Search, int Page)
{
    internal const int PageSize = 50;
    private const int LongestSearch = 100;
    internal static readonly string[] States = ["all", "open", "mine", "resolved"];

    /// <summary>Reads it from an address; what cannot be read counts as not asked for.</summary>
    internal static WorklistQuery From(IQueryCollection query)
    {
        var search = query["q"].ToString().Trim();
        return new(
            Enum.TryParse<CareLevel>(query["level"], ignoreCase: true, out var level) && Enum.IsDefined(level) ? level : null,
            States.Contains(query["state"].ToString()) ? query["state"].ToString() : "all",
            search.Length > LongestSearch ? search[..LongestSearch] : search,
            int.TryParse(query["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var page) && page is >= 1 and <= 10_000 ? page : 1);
    }

    /// <summary>The same list at another page, as a query string.</summary>
    internal string At(int page) => $"?state={State}&level={Level?.ToString().ToLowerInvariant()}&q={Uri.EscapeDataString(Search)}&page={page}";
}

/// <summary>One page of the worklist.</summary>
/// <param name="Query">What was asked for.</param>
/// <param name="Rows">Cases of the page, in order.</param>
/// <param name="Count">How many cases match.</param>
/// <param name="Waiting">How many cases nobody has, of all.</param>
/// <param name="Now">When it was read.</param>
public sealed record WorklistView(WorklistQuery Query, IReadOnlyList<EscalationCase> Rows, int Count, int Waiting, DateTimeOffset Now)
{
    internal int PageCount => Math.Max(1, (Count + WorklistQuery.PageSize - 1) / WorklistQuery.PageSize);

    internal static WorklistView Of(IReadOnlyList<EscalationCase> cases, WorklistQuery query, string reader, DateTimeOffset now)
    {
        var found = cases.Where(item =>
            (query.Level is null || item.Level == query.Level)
            && query.State switch { "open" => item.State == EscalationState.Open, "mine" => item.AcknowledgedBy == reader && item.State != EscalationState.Resolved, _ => true }
            && (query.Search.Length == 0 || item.PatientId.Contains(query.Search, StringComparison.OrdinalIgnoreCase) || item.Reasons.Any(reason => reason.Contains(query.Search, StringComparison.OrdinalIgnoreCase)))).ToList();
        return new(query, [.. found.Skip((query.Page - 1) * WorklistQuery.PageSize).Take(WorklistQuery.PageSize)], found.Count, cases.Count(item => item.State == EscalationState.Open), now);
    }
}
