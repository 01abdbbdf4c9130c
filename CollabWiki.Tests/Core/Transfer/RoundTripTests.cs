using CollabWiki.Core.Pages;
using CollabWiki.Core.Transfer;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Transfer;

[Trait("layer", "unit")]
public sealed class RoundTripTests : IAsyncLifetime
{
    private readonly TransferBench bench = new();

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public ValueTask DisposeAsync() => bench.DisposeAsync();

    [Fact]
    public async Task What_comes_in_goes_out_byte_for_byte()
    {
        bench.Write("README.md", "# Start\n");
        bench.Write("bom.md", "\ufeff# With a mark\r\n\r\nText\r\n");
        bench.Write("mixed.md", "a\r\nb\nc\rd");
        bench.Write("empty.md", "");
        bench.Write("guide/README.md", "# Guide");
        bench.Write("guide/Über uns/ein Schritt.md", "Text\n\n\n");
        bench.Write("guide/你好.md", "你好 👋🏽\n");
        bench.Write("bare/same.md", "# Same");
        bench.Write("bare/other/same.md", "# Same");
        bench.Write("bare/other/same.markdown", "# Same");
        bench.Write("bare/index.md/readme.txt", "a folder that looks like a page");
        bench.Write("img/a b.png", 0, 1, 2, 255);

        var report = await bench.ImportAsync();
        var result = await bench.ExportAsync();

        Assert.Empty(report.NotTaken);
        Assert.Equal(new ExportResult.Done(10, 2, []) { NotTaken = [] }, Plain(result));
        var before = TransferBench.Read(bench.From);
        var after = TransferBench.Read(bench.To);
        Assert.Equal(before.Keys.Order(), after.Keys.Order());
        Assert.All(before, file => Assert.Equal(file.Value, after[file.Key]));
    }

    [Fact]
    public async Task Folders_become_pages_with_what_is_in_them_below()
    {
        bench.Write("README.md", "# Start here");
        bench.Write("a.md", "---\ntitle: \"First: a\"\n---\n# Not this");
        bench.Write("guide/README.md", "Guide\n=====\n");
        bench.Write("guide/01-setup.md", "no heading");
        bench.Write("reference/deep/x.md", "```\n# not this\n```\n\n## **The** `x` ##");
        bench.Write("images/only.png", 1);

        await bench.ImportAsync();

        Assert.Equal(
            ["Start here", "First: a", "Guide", "  01-setup", "reference", "  deep", "    The x"],
            await bench.OutlineAsync()
        );
    }

    [Fact]
    public async Task Brought_in_again_only_what_changed_gets_a_version()
    {
        bench.Write("a.md", "one");
        bench.Write("dir/b.md", "two");
        bench.Write("x.png", 1);
        await bench.ImportAsync();
        bench.Write("a.md", "one more");
        bench.Write("dir/c.md", "three");

        var report = await bench.ImportAsync();

        Assert.Equal(
            (1, 1, 3, 0),
            (report.Created, report.Updated, report.Unchanged, report.Files)
        );
        var tree = await bench.TreeAsync();
        Assert.Equal(4, tree.Count);
        var a = tree.FindByPath("a.md")!;
        Assert.Equal(new Version(2), (await bench.Pages.FindHeadAsync(a.Id, default))!.Number);
        Assert.Equal(VersionKind.Import, (await bench.Pages.FindHeadAsync(a.Id, default))!.Kind);
    }

    [Fact]
    public async Task What_the_wiki_changed_since_is_merged_with_what_the_file_changed()
    {
        bench.Write("a.md", "First line.\n\nSecond line.\n");
        await bench.ImportAsync();
        var page = Assert.Single((await bench.TreeAsync()).All);
        var edited = new SaveRequest(
            page.Id,
            Version.First,
            "First line, edited.\n\nSecond line.\n",
            [Some.Ben]
        );
        Assert.IsType<SaveResult.Saved>(await bench.Saver.SaveAsync(edited, default));
        bench.Write("a.md", "First line.\n\nSecond line, from the file.\n");

        await bench.ImportAsync();
        // Once more without a change: what the wiki has must not be taken back.
        await bench.ImportAsync();

        var head = (await bench.Pages.FindHeadAsync(page.Id, default))!;
        Assert.Equal((new Version(3), VersionKind.Merge), (head.Number, head.Kind));
        Assert.Equal(
            "First line, edited.\n\nSecond line, from the file.\n",
            await bench.Pages.GetTextAsync(page.Id, head.Number, default)
        );
    }

    [Fact]
    public async Task Where_both_changed_the_same_words_the_page_stays_and_the_file_is_listed()
    {
        bench.Write("a.md", "The answer is 1.\n");
        await bench.ImportAsync();
        var page = Assert.Single((await bench.TreeAsync()).All);
        var edited = new SaveRequest(page.Id, Version.First, "The answer is 2.\n", [Some.Ben]);
        Assert.IsType<SaveResult.Saved>(await bench.Saver.SaveAsync(edited, default));
        bench.Write("a.md", "The answer is 3.\n");

        var report = await bench.ImportAsync();

        Assert.Equal("a.md", Assert.Single(report.NotTaken).Path);
        Assert.Equal(
            "The answer is 2.\n",
            await bench.Pages.GetTextAsync(page.Id, new Version(2), default)
        );
    }

    [Fact]
    public async Task Pages_made_in_the_wiki_go_to_folders_by_their_slugs()
    {
        bench.Write("guide/README.md", "# Guide");
        bench.Write("tips/a.md", "# A");
        await bench.ImportAsync();
        var tree = await bench.TreeAsync();
        await AddAsync("New one", tree.FindByPath("guide/README.md")!.Id);
        await AddAsync("In tips", tree.Find(Some.Slug("tips"))!.Id);
        var top = await AddAsync("Top", null);
        await AddAsync("Below", top);

        await bench.ExportAsync();

        Assert.Equal(
            [
                "guide/README.md",
                "guide/new-one.md",
                "tips/a.md",
                "tips/in-tips.md",
                "top.md",
                "top/below.md",
            ],
            TransferBench.Read(bench.To).Keys.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task A_folder_with_something_in_it_is_written_to_only_by_force()
    {
        bench.Write("a.md", "new");
        await bench.ImportAsync();
        Directory.CreateDirectory(bench.To);
        await File.WriteAllTextAsync(Path.Combine(bench.To, "a.md"), "old");

        Assert.IsType<ExportResult.Refused>(await bench.ExportAsync());
        Assert.Equal("old"u8.ToArray(), TransferBench.Read(bench.To)["a.md"]);

        Assert.IsType<ExportResult.Done>(await bench.ExportAsync(force: true));
        Assert.Equal("new"u8.ToArray(), TransferBench.Read(bench.To)["a.md"]);
    }

    [Fact]
    public async Task Nothing_is_written_through_a_link_out_of_the_folder()
    {
        bench.Write("docs/a.md", "text");
        await bench.ImportAsync();
        using var elsewhere = new TempFolder();
        Directory.CreateDirectory(bench.To);
        Directory.CreateSymbolicLink(Path.Combine(bench.To, "docs"), elsewhere.Path);

        var result = await bench.ExportAsync(force: true);

        Assert.Single(Assert.IsType<ExportResult.Done>(result).NotTaken);
        Assert.Empty(Directory.GetFileSystemEntries(elsewhere.Path));
    }

    [Fact]
    public async Task Each_file_that_can_not_come_along_is_listed_with_its_reason()
    {
        using var elsewhere = new TempFolder();
        await File.WriteAllTextAsync(elsewhere.File("secret.md"), "secret");
        bench.Write("good.md", "fine");
        bench.Write("large.md", new byte[PageText.MaxBytes + 1]);
        bench.Write("latin.md", 0xe9, 0x20);
        bench.Write("nul.md", "a\0b");
        bench.Write("bad\u0007name.md", "x");
        bench.Write("program.exe", 1);
        bench.Write(".git/config", "x");
        bench.Write(".editorconfig", "x");
        File.CreateSymbolicLink(Path.Combine(bench.From, "out.md"), elsewhere.File("secret.md"));
        File.CreateSymbolicLink(Path.Combine(bench.From, "nowhere.md"), "missing.md");
        File.CreateSymbolicLink(
            Path.Combine(bench.From, "inside.md"),
            Path.Combine(bench.From, "good.md")
        );
        Directory.CreateSymbolicLink(Path.Combine(bench.From, "loop"), bench.From);

        var report = await bench.ImportAsync();

        Assert.Equal([".editorconfig", ".git"], report.Skipped);
        Assert.Equal(2, report.Created);
        Assert.Equal(
            [
                "bad\ufffdname.md: The name contains characters that can’t be stored.",
                "large.md: The text is longer than 2 MiB, the most that a page can hold.",
                "latin.md: The text isn’t UTF-8.",
                "loop: A symbolic link to a folder.",
                "nowhere.md: A symbolic link that leads out of the folder, or nowhere.",
                "nul.md: The text contains a NUL character, which no page can hold.",
                "out.md: A symbolic link that leads out of the folder, or nowhere.",
                "program.exe: Files of this type aren’t taken.",
            ],
            report.NotTaken.Select(no => $"{no.Path}: {no.Why}")
        );
    }

    [Fact]
    public async Task A_folder_too_deep_for_the_tree_is_listed_and_the_rest_comes_along()
    {
        var deep = string.Concat(Enumerable.Range(1, 40).Select(i => $"d{i}/"));
        bench.Write(deep + "x.md", "deep");
        bench.Write("d1/y.md", "shallow");

        var report = await bench.ImportAsync();

        Assert.NotNull((await bench.TreeAsync()).FindByPath("d1/y.md"));
        Assert.Contains(report.NotTaken, no => no.Path == deep + "x.md");
    }

    [Theory]
    [InlineData("---\ntitle: 'Quoted'\n---\n", "Quoted")]
    [InlineData("\ufeff# Marked", "Marked")]
    [InlineData("Text\n\n# Later #\n", "Later")]
    [InlineData("# [A link](x.md) & `code`", "A link & code")]
    [InlineData("no heading", "the name")]
    [InlineData("# \u0001\n", "the name")]
    [InlineData("", "the name")]
    public void A_title_comes_from_the_text(string text, string title) =>
        Assert.Equal(title, PageTitle.Of(text, "the name"));

    [Fact]
    public void A_title_is_cut_between_characters() =>
        Assert.Equal(new string('a', 199), PageTitle.Of("# " + new string('a', 199) + "👋👋", "x"));

    private static ExportResult Plain(ExportResult result) =>
        result is ExportResult.Done { NotTaken.Count: 0 } done
            ? done with
            {
                NotTaken = [],
            }
            : result;

    private async Task<PageId> AddAsync(string title, PageId? parent)
    {
        var creator = new PageCreator(bench.Trees, bench.Saver, TimeProvider.System);
        var made = await creator.CreateAsync(
            new NewPage(Some.Team, title, "text", Some.Anna) { Parent = parent },
            default
        );
        return Assert.IsType<CreateResult.Created>(made).Page.Id;
    }
}
