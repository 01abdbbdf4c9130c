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
        var (made, draft) = (open.Revision, open.Text);
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
        if (result is SaveResult.Conflicted && answers is null && await TakeInHeadAsync())
        {
            return await PublishAsync(by, at, comment, answers: null);
        }
        var (version, text) = result switch
        {
            SaveResult.Saved saved => (saved.Version, request.Text),
            SaveResult.Merged merged => (merged.Version, merged.Text),
            SaveResult.Unchanged unchanged => (unchanged.Head, request.Text),
            _ => (null, request.Text),
        };
        if (version is not null)
        {
            await StandOnAsync(version.Number, made, TextDiff.Between(draft, text), by.User);
        }
        return new PublishResult.Done(result);
    }

    /// <summary>Brings the newest version into the draft, unless that takes a person: then the draft keeps its base, and publishing asks. Whether anything came.</summary>
    public async Task<bool> TakeInHeadAsync()
    {
        while (true)
        {
            var open = await logged.OpenAsync();
            var head = await HeadAsync();
            if (head.Number <= open.Base)
            {
                return false;
            }
            var merge = await MergeAsync(open, head);
            if (merge.HasConflicts)
            {
                return await TryStandOnAsync(head);
            }
            var changes = TextDiff.Between(open.Text, merge.Text);
            var before = open.Mark();
            LiveUpdate[] updates = [logged.Mark(head.Authors[0], changes, head.Number)];
            open.Receive(updates);
            if (await logged.TryAppendAsync(open, before, updates))
            {
                return true;
            }
        }
    }

    /// <summary>A node that died after it made a version of the draft, and before it marked that in the log, leaves the mark to whoever comes next.</summary>
    private async Task<bool> TryStandOnAsync(PageVersion head)
    {
        var text = await services.Pages.GetTextAsync(page, head.Number, CancellationToken.None);
        if (await logged.FindTextAsync(text) is not { } made)
        {
            return false;
        }
        var changes = ChangeSet.Empty(text.Length);
        await StandOnAsync(head.Number, made, changes, head.Authors[0]);
        return true;
    }

    /// <summary>
    /// Marks in the log that the draft stands on a version made of it at revision <paramref name="made"/>; what the version has beyond the draft
    /// comes with it. Where another node wrote meanwhile, that is mapped over what it wrote: as a three-way merge, everything written since would look
    /// like a conflict with itself.
    /// </summary>
    /// <param name="changes">From the draft as it was then to the version.</param>
    private async Task StandOnAsync(Version version, Revision made, ChangeSet changes, UserId by)
    {
        var at = made;
        while (true)
        {
            var open = await logged.OpenAsync();
            foreach (var written in await logged.SinceAsync(open, at))
            {
                changes = changes.Map(written.Changes);
            }
            // Another node has taken the version in like any other.
            if (open.Base >= version)
            {
                return;
            }
            at = open.Revision;
            LiveUpdate[] updates =
            [
                logged.Mark(by, changes, version) with
                {
                    Sequence = made.Number,
                },
            ];
            var known = open.Mark();
            open.Receive(updates);
            if (await logged.TryAppendAsync(open, known, updates))
            {
                return;
            }
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

    private async Task<MergeReport> MergeAsync(PageSession open, PageVersion head)
    {
        var baseText = await services.Pages.GetTextAsync(page, open.Base, CancellationToken.None);
        var headText = await services.Pages.GetTextAsync(page, head.Number, CancellationToken.None);
        return ThreeWayMerge.Merge(baseText, open.Text, headText);
    }

    private async Task<PageVersion> HeadAsync() =>
        await services.Pages.FindHeadAsync(page, CancellationToken.None)
        ?? throw new InvalidOperationException($"Page {page} has no version.");
}
