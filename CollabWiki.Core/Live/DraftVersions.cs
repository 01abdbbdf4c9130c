using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Merging;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>Keeps a draft and the versions of its page together: makes versions of the draft, and brings those that come from elsewhere into it.</summary>
internal sealed class DraftVersions(PageId page, LoggedSession logged, LiveServices services)
{
    /// <summary>Makes a version of the draft, with the answers to the conflicts of the last try if there were any.</summary>
    public async Task<PublishResult> PublishAsync(
        Actor by,
        Revision at,
        string comment,
        ConflictAnswers? answers
    )
    {
        await logged.CatchUpAsync();
        var open = await logged.OpenAsync();
        if (at > open.Revision || (answers is not null && at != open.Revision))
        {
            return new PublishResult.Stale();
        }
        var others = open.Authors.Where(author => author != by.User);
        var request = new SaveRequest(page, open.Base, open.Text, [by.User, .. others])
        {
            Comment = comment,
            From = by.From,
        };
        if (answers is not null)
        {
            if (await ResolveAsync(open, answers) is not { } resolved)
            {
                return new PublishResult.Stale();
            }
            request = request with
            {
                Base = answers.Head,
                Text = resolved,
                Kind = VersionKind.Merge,
            };
        }
        var result = await services.Saver.SaveAsync(request, CancellationToken.None);
        var (version, text) = result switch
        {
            SaveResult.Saved saved => (saved.Version, request.Text),
            SaveResult.Merged merged => (merged.Version, merged.Text),
            SaveResult.Unchanged unchanged => (unchanged.Head, request.Text),
            _ => (null, request.Text),
        };
        if (version is not null)
        {
            await StandOnAsync(version.Number, open, text, by.User);
        }
        return new PublishResult.Done(result);
    }

    /// <summary>Brings the newest version into the draft, unless that takes a person: then the draft keeps its base, and publishing asks.</summary>
    public async Task TakeInHeadAsync()
    {
        while (true)
        {
            var open = await logged.OpenAsync();
            var head = await HeadAsync();
            if (head.Number <= open.Base)
            {
                return;
            }
            var merge = await MergeAsync(open, head);
            if (merge.HasConflicts)
            {
                return;
            }
            var changes = TextDiff.Between(open.Text, merge.Text);
            var before = open.Mark();
            LiveUpdate[] updates = [logged.Mark(head.Authors[0], changes, head.Number)];
            open.Receive(updates);
            if (await logged.TryAppendAsync(open, before, updates))
            {
                return;
            }
        }
    }

    /// <summary>Marks in the log that the draft stands on a version made of it just now; first, if the version is a merge, the draft becomes its text.</summary>
    private async Task StandOnAsync(Version version, PageSession open, string text, UserId by)
    {
        var changes = TextDiff.Between(open.Text, text);
        if (open.Base >= version && changes.IsEmpty)
        {
            return;
        }
        List<LiveUpdate> updates = changes.IsEmpty ? [] : [logged.Mark(by, changes, Version.None)];
        updates.Add(logged.Mark(by, ChangeSet.Empty(text.Length), version));
        var before = open.Mark();
        open.Receive(updates);
        if (!await logged.TryAppendAsync(open, before, updates))
        {
            // Another node wrote meanwhile: what it wrote stands, and the version is taken in like any other.
            await TakeInHeadAsync();
        }
    }

    /// <summary>The text that the answers make; null when they were given to other conflicts than there are now.</summary>
    private async Task<string?> ResolveAsync(PageSession open, ConflictAnswers answers)
    {
        var head = await HeadAsync();
        return
            head.Number == answers.Head
            && answers.TryResolve(await MergeAsync(open, head), out var resolved)
            ? resolved
            : null;
    }

    private async Task<MergeResult> MergeAsync(PageSession open, PageVersion head)
    {
        var baseText = await services.Pages.GetTextAsync(page, open.Base, CancellationToken.None);
        var headText = await services.Pages.GetTextAsync(page, head.Number, CancellationToken.None);
        return ThreeWayMerge.Merge(baseText, open.Text, headText);
    }

    private async Task<PageVersion> HeadAsync() =>
        await services.Pages.FindHeadAsync(page, CancellationToken.None)
        ?? throw new InvalidOperationException($"Page {page} has no version.");
}
