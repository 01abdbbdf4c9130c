using System.Collections.Concurrent;
using System.Security.Cryptography;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Files;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Transfer;

/// <summary>
/// Brings a folder of Markdown files into a space, byte for byte. Brought in again, each file is merged with what the wiki changed
/// since it came last, and makes no version if there is nothing new; nothing is deleted.
/// </summary>
public sealed class FolderImport(
    TransferStores stores,
    SpaceTrees trees,
    PageSaver saver,
    TimeProvider clock
)
{
    // The store commits what arrives together at once: 1,000 pages one after the other would be 1,000 commits.
    private const int Writers = 64;

    /// <summary>How many pages one write of the tree places.</summary>
    private const int VersionsAtOnce = 100;
    private const int Batch = 500;

    /// <summary>Imports a folder; makes the space (for its members to edit) if it isn't there.</summary>
    /// <exception cref="DirectoryNotFoundException">There is no such folder.</exception>
    public async Task<ImportReport> ImportAsync(
        string folder,
        Space space,
        Actor by,
        IProgress<TransferProgress> progress,
        CancellationToken ct
    )
    {
        var scan = FolderScan.Of(folder);
        await stores.Spaces.TryCreateAsync(space, ct);
        var run = new Run(scan, space.Key, by, progress);
        var titles = await run.ReadTitlesAsync(ct);
        var files = scan.Found.Where(file => titles.ContainsKey(file.Path)).ToList();
        var plan = ImportPlan.Make(await trees.GetAsync(space.Key, ct), files, titles);
        plan = await CheckAsync(run, plan, ct);
        await run.ForEachAsync(plan, page => SavePageAsync(run, page, ct), ct);
        await PlaceAsync(run, plan.Where(page => page.IsNew && run.IsSaved(page)).ToList(), ct);
        var others = scan.Found.Where(file => !file.IsPage).ToList();
        await run.ForEachAsync(others, file => SaveFileAsync(run, file, ct), ct);
        return run.Report();
    }

    /// <summary>A space for an import that finds none of its key.</summary>
    public Space NewSpace(SpaceKey key, string? name) =>
        new()
        {
            Key = key,
            Name = PageTitle.Clean(name) is { } clean
                ? clean[..Math.Min(100, clean.Length)]
                : key.Value,
            Grants = [new Grant(Audience.Members, Role.Editor)],
            CreatedAt = clock.GetUtcNow(),
        };

    /// <summary>Leaves out what the tree would refuse, before a text is written for it.</summary>
    private async Task<IReadOnlyList<PlannedPage>> CheckAsync(
        Run run,
        IReadOnlyList<PlannedPage> plan,
        CancellationToken ct
    )
    {
        var tree = await trees.GetAsync(run.Space, ct);
        var taken = new List<PlannedPage>(plan.Count);
        foreach (var page in plan)
        {
            switch (page.IsNew ? Add(tree, page, run.By) : null)
            {
                case TreeChange.Refused refused:
                    run.Refuse(page.File?.Path ?? page.Title, refused.Why.Explain());
                    break;
                case TreeChange.Changed changed:
                    tree = tree.With(changed.Pages, tree.Revision);
                    taken.Add(page);
                    break;
                default:
                    taken.Add(page);
                    break;
            }
        }
        return taken;
    }

    private async Task SavePageAsync(Run run, PlannedPage page, CancellationToken ct)
    {
        if (page is { File: null, IsNew: false })
        {
            run.Saved(page, isChanged: false);
            return;
        }
        var text = page.File is { } file ? await run.ReadAsync(file, ct) : "";
        if (text is null)
        {
            return;
        }
        var from = page.IsNew ? Version.None : await FindLastImportAsync(page.Id, ct);
        var request = new SaveRequest(page.Id, from, text, [run.By])
        {
            Kind = VersionKind.Import,
            From = run.Actor.From,
        };
        switch (await saver.SaveAsync(request, ct))
        {
            case SaveResult.Rejected rejected:
                run.Refuse(page.Path, rejected.Why);
                break;
            case SaveResult.Conflicted:
                run.Refuse(
                    page.Path,
                    "The page was changed in the wiki and in the file, at the same words. The wiki’s text stays; settle it there."
                );
                break;
            case SaveResult.Unchanged:
                run.Saved(page, isChanged: false);
                break;
            default:
                run.Saved(page, isChanged: true);
                break;
        }
    }

    /// <summary>The version that the file was when it came last: what the wiki changed since is merged with what the file changed.</summary>
    private async Task<Version> FindLastImportAsync(PageId page, CancellationToken ct)
    {
        var before = Version.None;
        while (true)
        {
            var versions = await stores.Pages.ListVersionsAsync(page, before, VersionsAtOnce, ct);
            if (
                versions.FirstOrDefault(version => version.Kind == VersionKind.Import) is { } import
            )
            {
                return import.Number;
            }
            if (versions.Count < VersionsAtOnce)
            {
                // It never came from a file: there is nothing older to compare with than the page itself.
                return (await stores.Pages.FindHeadAsync(page, ct))?.Number ?? Version.None;
            }
            before = versions[^1].Number;
        }
    }

    /// <summary>Places new pages, whose texts are written by now, so that nobody ever sees a page without one.</summary>
    private async Task PlaceAsync(Run run, List<PlannedPage> pages, CancellationToken ct)
    {
        foreach (var batch in pages.Chunk(Batch))
        {
            var refused = new List<NotTaken>();
            TreeChange Wish(PageTree tree)
            {
                refused.Clear();
                var added = new List<Page>(batch.Length);
                foreach (var page in batch)
                {
                    if (Add(tree, page, run.By) is TreeChange.Changed changed)
                    {
                        tree = tree.With(changed.Pages, tree.Revision);
                        added.AddRange(changed.Pages);
                    }
                    else if (Add(tree, page, run.By) is TreeChange.Refused no)
                    {
                        refused.Add(new NotTaken(page.File?.Path ?? page.Title, no.Why.Explain()));
                    }
                }
                return added.Count == 0
                    ? new TreeChange.Refused(TreeRefusal.Stale)
                    : new TreeChange.Changed(added);
            }
            await trees.ChangeAsync(run.Space, run.Actor, Wish, ct);
            refused.ForEach(no => run.Refuse(no.Path, no.Why));
        }
    }

    private TreeChange Add(PageTree tree, PlannedPage page, UserId by) =>
        tree.Add(page.Id, page.Title, null, page.Parent, page.Path, by, clock.GetUtcNow());

    private async Task SaveFileAsync(Run run, FoundFile found, CancellationToken ct)
    {
        if (await run.ReadBytesAsync(found, WikiFile.MaxBytes, ct) is not { } content)
        {
            return;
        }
        var file = new WikiFile
        {
            Space = run.Space,
            Path = found.Path,
            ContentType = found.ContentType!,
            Size = content.Length,
            Hash = Convert.ToHexStringLower(SHA256.HashData(content)),
            At = clock.GetUtcNow(),
            By = run.By,
        };
        var isKnown = (await stores.Files.FindAsync(run.Space, file.Path, ct))?.Hash == file.Hash;
        if (!isKnown)
        {
            await stores.Files.SaveAsync(file, content, ct);
        }
        run.SavedFile(isChanged: !isKnown);
    }

    /// <summary>One import on its way: what was read, what it came to.</summary>
    private sealed class Run(
        FolderScan scan,
        SpaceKey space,
        Actor by,
        IProgress<TransferProgress> progress
    )
    {
        private readonly ConcurrentQueue<NotTaken> refused = new(scan.NotTaken);
        private readonly ConcurrentDictionary<PageId, bool> saved = new();
        private readonly int total = scan.Found.Count;
        private int created;
        private int updated;
        private int unchanged;
        private int files;
        private int done;

        public SpaceKey Space => space;

        public UserId By => by.User;

        public Actor Actor => by;

        public bool IsSaved(PlannedPage page) => saved.ContainsKey(page.Id);

        public void Refuse(string path, string why) => refused.Enqueue(new NotTaken(path, why));

        public void Saved(PlannedPage page, bool isChanged)
        {
            saved[page.Id] = true;
            Interlocked.Increment(
                ref page.IsNew ? ref created : ref isChanged ? ref updated : ref unchanged
            );
        }

        public void SavedFile(bool isChanged) =>
            Interlocked.Increment(ref isChanged ? ref files : ref unchanged);

        public ImportReport Report() =>
            new(
                created,
                updated,
                unchanged,
                files,
                scan.Skipped,
                refused.OrderBy(no => no.Path, StringComparer.Ordinal).ToList()
            );

        /// <summary>The titles of the files that can become pages, by path; the others are refused.</summary>
        public async Task<IReadOnlyDictionary<string, string>> ReadTitlesAsync(CancellationToken ct)
        {
            var titles = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var file in scan.Found.Where(file => file.IsPage))
            {
                if (await ReadAsync(file, ct) is not { } text)
                {
                    continue;
                }
                var name = Path.GetFileNameWithoutExtension(file.Path);
                titles[file.Path] = PageTitle.Of(
                    text,
                    file is { IsFolderPage: true, Folder.Length: > 0 }
                        ? Path.GetFileName(file.Folder)
                        : name
                );
            }
            return titles;
        }

        public Task ForEachAsync<T>(
            IReadOnlyList<T> items,
            Func<T, Task> work,
            CancellationToken ct
        ) =>
            Parallel.ForEachAsync(
                items,
                new ParallelOptions { MaxDegreeOfParallelism = Writers, CancellationToken = ct },
                async (item, _) =>
                {
                    await work(item);
                    progress.Report(
                        new TransferProgress(
                            Math.Min(Interlocked.Increment(ref done), total),
                            total
                        )
                    );
                }
            );

        public async Task<string?> ReadAsync(FoundFile file, CancellationToken ct)
        {
            if (await ReadBytesAsync(file, PageText.MaxBytes, ct) is not { } bytes)
            {
                return null;
            }
            if (PageText.TryDecode(bytes, out var text, out var why))
            {
                return text;
            }
            Refuse(file.Path, why.Explain());
            return null;
        }

        public async Task<byte[]?> ReadBytesAsync(FoundFile file, int most, CancellationToken ct)
        {
            try
            {
                if (new FileInfo(file.Source).Length <= most)
                {
                    return await File.ReadAllBytesAsync(file.Source, ct);
                }
                Refuse(
                    file.Path,
                    file.IsPage ? TextRefusal.TooLarge.Explain() : FolderScan.FileTooLarge
                );
                return null;
            }
            catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
            {
                Refuse(file.Path, $"The file can’t be read: {failure.Message}");
                return null;
            }
        }
    }
}
