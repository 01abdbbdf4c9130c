using CollabWiki.Components.Shared;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;

namespace CollabWiki.Features.Admin.Audit;

/// <summary>An entry as the list shows it.</summary>
public sealed record AuditLine(AuditLink Link, AuditEntry Entry, Person? Person)
{
    public string Target { get; init; } = "";

    /// <summary>Where the target is; null when there is no such place.</summary>
    public string? Address { get; init; }

    public string Details { get; init; } = "";

    public string Versions =>
        (Entry.Before, Entry.After) switch
        {
            (null, { } after) => $"version {after}",
            ({ } before, { } after) => $"version {before} → {after}",
            _ => "",
        };
}

/// <summary>A part of the list; <paramref name="Next"/> is null where it ends.</summary>
internal sealed record AuditPart(IReadOnlyList<AuditLine> Lines, AuditPlace? Next);

/// <summary>Finds entries and puts names to what they speak of.</summary>
internal sealed class AuditListing(IAuditStore store, AuditNames names, People people)
{
    public const int Rows = 50;

    /// <summary>A store may look at a part only: asked again so often for one part of the list.</summary>
    private const int MostTurns = 8;

    public async Task<AuditPart> FindAsync(
        AuditQuery query,
        AuditPlace? before,
        CancellationToken ct
    )
    {
        var lines = new List<AuditLine>();
        var place = before;
        for (var turn = 0; turn < MostTurns; turn++)
        {
            var found = await store.FindAsync(query, place, Rows - lines.Count, ct);
            foreach (var link in found.Links)
            {
                lines.Add(await DescribeAsync(link, ct));
            }
            place = found.Next;
            if (place is null || lines.Count == Rows)
            {
                break;
            }
        }
        return new AuditPart(lines, place);
    }

    private async Task<AuditLine> DescribeAsync(AuditLink link, CancellationToken ct)
    {
        // Somebody wrote into the table: it is shown for what it is, and “Verify” says more.
        var entry =
            link.Entry
            ?? new AuditEntry
            {
                Kind = "unreadable",
                At = DateTimeOffset.UnixEpoch,
                Target = AuditTarget.Wiki,
                Details = link.Body,
            };
        var page = await names.FindPageAsync(entry.Target, ct);
        return new AuditLine(link, entry, entry.By is { } by ? await people.GetAsync(by, ct) : null)
        {
            Target = await names.TargetAsync(entry.Target, ct),
            Address = page is null ? null : Href.To(page),
            Details = await names.DetailsAsync(entry.Details, ct),
        };
    }
}
