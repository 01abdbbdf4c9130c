using CollabWiki.Core.Editing;
using CollabWiki.Core.Merging;
using CollabWiki.Core.Settings;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Pages;

/// <summary>The one way in which a version comes about: version check, merge, conditional write, then the events.</summary>
public sealed class PageSaver(
    IPageStore pages,
    TimeProvider clock,
    IEnumerable<IPageEventHandler> handlers,
    ILogger<PageSaver>? logger = null
)
{
    /// <summary>Characters (UTF-16) that the comment on a version may have.</summary>
    public const int MaxComment = 500;

    /// <summary>Saves a text that started from a version. Never overwrites what came after that version: merges with it, or says what conflicts.</summary>
    public async Task<SaveResult> SaveAsync(SaveRequest request, CancellationToken ct)
    {
        if (PageText.Check(request.Text) is { } refusal)
        {
            return new SaveResult.Rejected(refusal.Explain());
        }
        try
        {
            return await SaveCheckedAsync(request, ct);
        }
        catch (WikiReadOnlyException readOnly)
        {
            return new SaveResult.Rejected(readOnly.Message);
        }
    }

    private async Task<SaveResult> SaveCheckedAsync(SaveRequest request, CancellationToken ct)
    {
        // Each turn that is lost was won by another writer, so this ends: somebody always gets on.
        while (true)
        {
            var head = await pages.FindHeadAsync(request.Page, ct);
            if (request.Base < Version.None || request.Base > (head?.Number ?? Version.None))
            {
                return new SaveResult.Rejected(
                    $"The text says it started from version {request.Base}, but the page has no such version."
                );
            }
            if (await TrySaveAsync(request, head, ct) is { } result)
            {
                return result;
            }
        }
    }

    /// <summary>Saves on top of <paramref name="head"/>; null when another version came in between.</summary>
    private async Task<SaveResult?> TrySaveAsync(
        SaveRequest request,
        PageVersion? head,
        CancellationToken ct
    )
    {
        var headText = head is null ? "" : await pages.GetTextAsync(request.Page, head.Number, ct);
        if (head is not null && string.Equals(headText, request.Text, StringComparison.Ordinal))
        {
            return new SaveResult.Unchanged(head);
        }
        if (head is null || head.Number == request.Base)
        {
            var saved = await TryWriteAsync(request, head, headText, request.Text, ct);
            return saved is null ? null : new SaveResult.Saved(saved);
        }
        var baseText =
            request.Base == Version.None
                ? ""
                : await pages.GetTextAsync(request.Page, request.Base, ct);
        var merge = ThreeWayMerge.Merge(baseText, request.Text, headText);
        if (merge.HasConflicts)
        {
            return new SaveResult.Conflicted(head, merge);
        }
        if (string.Equals(merge.Text, headText, StringComparison.Ordinal))
        {
            return new SaveResult.Unchanged(head);
        }
        if (PageText.Check(merge.Text) is { } refusal)
        {
            return new SaveResult.Rejected("Merged with what others wrote: " + refusal.Explain());
        }
        // What an import merged isn’t what the file says: the next import compares with the last version that was.
        var kind = request.Kind == VersionKind.Restore ? VersionKind.Restore : VersionKind.Merge;
        var merged = await TryWriteAsync(
            request with
            {
                Kind = kind,
            },
            head,
            headText,
            merge.Text,
            ct
        );
        return merged is null ? null : new SaveResult.Merged(merged, merge, merge.Text);
    }

    private async Task<PageVersion?> TryWriteAsync(
        SaveRequest request,
        PageVersion? head,
        string headText,
        string text,
        CancellationToken ct
    )
    {
        var changes = TextDiff.Between(headText, text).Changes;
        var version = new PageVersion
        {
            Page = request.Page,
            Number = (head?.Number ?? Version.None).Next,
            WriteId = Guid.CreateVersion7(),
            At = clock.GetUtcNow(),
            Authors = request.Authors,
            Kind = request.Kind,
            Comment = Cut(request.Comment),
            Origin = request.Origin,
            Length = text.Length,
            Added = changes.Sum(change => change.Insert.Length),
            Removed = changes.Sum(change => change.ToA - change.FromA),
        };
        if (!await pages.TryAppendAsync(version, text, ct))
        {
            return null;
        }
        await handlers.TellAsync(
            [new PageEvent.Saved(version, text) { From = request.From }],
            logger
        );
        return version;
    }

    // Never through a character: half of one can't be stored.
    private static string Cut(string comment) =>
        comment.Length <= MaxComment ? comment
        : char.IsHighSurrogate(comment[MaxComment - 1]) ? comment[..(MaxComment - 1)]
        : comment[..MaxComment];
}
