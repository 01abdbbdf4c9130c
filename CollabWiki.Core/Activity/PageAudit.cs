using System.Globalization;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Activity;

/// <summary>What the trail says about pages.</summary>
internal static class PageAudit
{
    public static AuditEntry Of(PageEvent.Saved saved)
    {
        var version = saved.Version;
        var number = version.Number.Number;
        return new AuditEntry
        {
            Event = $"{AuditTarget.Of(version.Page)}/version/{number}",
            Kind = version.Kind switch
            {
                VersionKind.Merge => AuditKind.PageMerged,
                VersionKind.Restore => AuditKind.PageRestored,
                VersionKind.Import => AuditKind.PageImported,
                _ => AuditKind.PageSaved,
            },
            At = version.At,
            By = version.Authors[0],
            From = saved.From,
            Target = AuditTarget.Of(version.Page),
            Before = number > 1 ? number - 1 : null,
            After = number,
            Details = Describe(version),
        };
    }

    public static AuditEntry Of(PageEvent.Placed placed, DateTimeOffset now)
    {
        var (before, after) = (placed.Before, placed.After);
        return new AuditEntry
        {
            Event = $"{AuditTarget.Of(after.Id)}/tree/{after.Space}/{placed.TreeRevision}",
            Kind = KindOf(before, after),
            At = now,
            By = placed.By,
            From = placed.From,
            Target = AuditTarget.Of(after.Id),
            Details = before is null
                ? $"“{after.Title}” in {after.Space}, {PlaceOf(after)}"
                : string.Join("; ", Differences(before, after)),
        };
    }

    private static string Describe(PageVersion version)
    {
        var parts = new List<string>
        {
            string.Create(
                CultureInfo.InvariantCulture,
                $"{version.Added:N0} characters added, {version.Removed:N0} removed"
            ),
        };
        if (version.Origin > Version.None)
        {
            parts.Add($"version {version.Origin} brought back");
        }
        if (version.Authors.Length > 1)
        {
            var others = version.Authors.Skip(1).Select(one => AuditTarget.Of(one).Name);
            parts.Add($"with {string.Join(", ", others)}");
        }
        if (version.Comment.Length > 0)
        {
            parts.Add($"“{version.Comment}”");
        }
        return string.Join("; ", parts);
    }

    private static string KindOf(Page? before, Page after) =>
        before is null ? AuditKind.PageCreated
        : before.TrashedAt is null && after.TrashedAt is not null ? AuditKind.PageDeleted
        : before.TrashedAt is not null && after.TrashedAt is null ? AuditKind.PageBroughtBack
        : before.Title != after.Title || before.Slug != after.Slug ? AuditKind.PageRenamed
        : AuditKind.PageMoved;

    private static IEnumerable<string> Differences(Page before, Page after)
    {
        yield return before.Title == after.Title
            ? $"“{after.Title}” in {after.Space}"
            : $"“{before.Title}” → “{after.Title}” in {after.Space}";
        if (before.Slug != after.Slug)
        {
            yield return $"address {before.Slug} → {after.Slug}";
        }
        if (before.Parent != after.Parent)
        {
            yield return $"{PlaceOf(before)} → {PlaceOf(after)}";
        }
    }

    private static string PlaceOf(Page page) =>
        page.Parent is { } parent ? $"below {AuditTarget.Of(parent)}" : "at the top";
}
