using CollabWiki.Core.Files;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Transfer;

/// <summary>Writes a space as a folder of Markdown files and the files beside them, the same bytes that were imported.</summary>
public sealed class FolderExport(TransferStores stores, SpaceTrees trees)
{
    /// <summary>Writes all pages that aren't in the trash, and all files. A folder with something in it is refused unless <paramref name="force"/>.</summary>
    public async Task<ExportResult> ExportAsync(
        SpaceKey space,
        string folder,
        bool force,
        IProgress<TransferProgress> progress,
        CancellationToken ct
    )
    {
        if (await stores.Spaces.FindAsync(space, ct) is null)
        {
            return new ExportResult.Refused($"There is no space {space}.");
        }
        var target = new TargetFolder(folder, force);
        if (target.IsFile)
        {
            return new ExportResult.Refused($"“{folder}” is a file. Name a folder.");
        }
        if (!force && !target.IsEmpty)
        {
            return new ExportResult.Refused(
                $"“{folder}” isn’t empty. Choose an empty folder, or say --force to write over what is in it."
            );
        }
        var tree = await trees.GetAsync(space, ct);
        var files = await stores.Files.ListAsync(space, ct);
        var pages = tree.InOrder().ToList();
        var run = new Run(target, progress, pages.Count + files.Count);
        await WritePagesAsync(run, tree, pages, files, ct);
        foreach (var file in files)
        {
            var content = await stores.Files.GetContentAsync(file, ct);
            await run.WriteAsync(file.Path, content, isPage: false, ct);
        }
        return run.Result;
    }

    private async Task WritePagesAsync(
        Run run,
        PageTree tree,
        List<Page> pages,
        IReadOnlyList<WikiFile> files,
        CancellationToken ct
    )
    {
        var paths = new ExportPaths(tree, files.Select(file => file.Path));
        foreach (var page in pages)
        {
            var head = await stores.Pages.FindHeadAsync(page.Id, ct);
            var text = head is null
                ? ""
                : await stores.Pages.GetTextAsync(page.Id, head.Number, ct);
            if (text.Length == 0 && page.Path.Length == 0 && tree.HasChildren(page.Id))
            {
                // Only a folder.
                paths.Pass(page);
                run.Step();
                continue;
            }
            await run.WriteAsync(paths.Of(page), PageText.Encode(text), isPage: true, ct);
        }
    }

    /// <summary>One export on its way.</summary>
    private sealed class Run(TargetFolder target, IProgress<TransferProgress> progress, int total)
    {
        private readonly List<NotTaken> notTaken = [];
        private int pages;
        private int files;
        private int done;

        public ExportResult Result => new ExportResult.Done(pages, files, notTaken);

        public async Task WriteAsync(string path, byte[] content, bool isPage, CancellationToken ct)
        {
            if (await target.TryWriteAsync(path, content, ct) is { } why)
            {
                notTaken.Add(new NotTaken(path, why));
            }
            else
            {
                _ = isPage ? pages++ : files++;
            }
            Step();
        }

        public void Step() => progress.Report(new TransferProgress(++done, total));
    }
}
