using CollabWiki.Core.Accounts;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Pages;

/// <summary>Makes pages: first the text as version 1, then the place in the tree, so that nobody ever sees a page without a text.</summary>
public sealed class PageCreator(SpaceTrees trees, PageSaver saver, TimeProvider clock)
{
    /// <summary>Makes a page with its first version. A refusal leaves nothing behind that anybody can see.</summary>
    public async Task<CreateResult> CreateAsync(NewPage page, CancellationToken ct)
    {
        var id = page.Id ?? PageId.New();
        Page? there = null;
        TreeChange Wish(PageTree tree)
        {
            there = tree.Find(id);
            return there is not null
                ? new TreeChange.Refused(TreeRefusal.Stale)
                : tree.Add(
                    id,
                    page.Title,
                    page.Slug,
                    page.Parent,
                    page.Path,
                    page.By,
                    clock.GetUtcNow()
                );
        }
        CreateResult Refuse(TreeRefusal why) =>
            there is not null
                ? new CreateResult.Created(there)
                : new CreateResult.Refused(why.Explain()) { Tree = why };

        // Asked before the text is written, so that a refusal costs no write; the answer that counts is the second one.
        if (Wish(await trees.GetAsync(page.Space, ct)) is TreeChange.Refused early)
        {
            return Refuse(early.Why);
        }
        var request = new SaveRequest(id, Version.None, page.Text, [page.By])
        {
            Kind = page.Kind,
            From = page.From,
        };
        if (await saver.SaveAsync(request, ct) is SaveResult.Rejected rejected)
        {
            return new CreateResult.Refused(rejected.Why);
        }
        return await trees.ChangeAsync(page.Space, new Actor(page.By, page.From), Wish, ct) switch
        {
            TreeChange.Changed changed => new CreateResult.Created(changed.Page),
            TreeChange.Refused refused => Refuse(refused.Why),
            _ => throw new System.Diagnostics.UnreachableException(),
        };
    }
}

/// <summary>A page to make. Without <see cref="Slug"/> the title makes one; <see cref="Path"/> is the file it comes from, else empty.</summary>
public sealed record NewPage(SpaceKey Space, string Title, string Text, UserId By)
{
    public Slug? Slug { get; init; }

    /// <summary>For a wish that may come twice: the second one finds the page that the first one made. Null: a new page each time.</summary>
    public PageId? Id { get; init; }

    public PageId? Parent { get; init; }

    public string Path { get; init; } = "";

    public VersionKind Kind { get; init; } = VersionKind.Edit;

    /// <summary>Where the wish came from.</summary>
    public Origin From { get; init; } = Origin.Unknown;
}

/// <summary>What came of the wish to make a page.</summary>
public abstract record CreateResult
{
    private CreateResult() { }

    public sealed record Created(Page Page) : CreateResult;

    /// <summary>Not made; <paramref name="Why"/> is a sentence for people.</summary>
    public sealed record Refused(string Why) : CreateResult
    {
        /// <summary>What the tree said against it; null when it was the text.</summary>
        public TreeRefusal? Tree { get; init; }
    }
}
