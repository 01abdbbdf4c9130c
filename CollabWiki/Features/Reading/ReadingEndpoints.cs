using CollabWiki.Components.Layout;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CollabWiki.Features.Reading;

/// <summary>The pieces of HTML that the browser fetches when somebody opens a branch of the tree, looks for a page or switches the space.</summary>
internal static class ReadingEndpoints
{
    private const int MostFound = 50;

    public static IServiceCollection AddReading(this IServiceCollection services) =>
        services.AddSingleton<ReaderCache>();

    /// <summary>Answers people who aren't signed in from memory; stands behind everything that finds out who asks.</summary>
    public static void UseReaderCache(this IApplicationBuilder app) =>
        app.UseMiddleware<ReaderCache>();

    public static void MapReading(this IEndpointRouteBuilder app)
    {
        app.MapGet("/wiki/{spaceKey}/-/tree", TreeAsync);
        app.MapGet("/spaces/menu", SpacesAsync);
    }

    /// <summary>The pages under a page (from and to: a part of them), or those whose titles have all words of <paramref name="q"/>.</summary>
    private static async Task<IResult> TreeAsync(
        string spaceKey,
        string? under,
        int? from,
        int? to,
        string? q,
        HttpContext http,
        Gate gate,
        SpaceTrees trees
    )
    {
        var viewer = http.User.ToViewer();
        if (
            await gate.EnterAsync(viewer, spaceKey, Verb.Read, http.RequestAborted)
            is not Entry.Open open
        )
        {
            return Results.NotFound();
        }
        var tree = await trees.GetAsync(open.Space.Key, http.RequestAborted);
        var visit = new Visit(viewer, open.Space, tree, Page: null);
        http.Response.Headers.CacheControl = "private, no-cache";
        if (!string.IsNullOrWhiteSpace(q))
        {
            return Found(visit, q);
        }
        PageId? parent = PageId.TryParse(under, out var id) ? id : null;
        return from is { } first && to is { } last && first >= 0 && last >= first
            ? Part(visit, parent, first, last)
            : new RazorComponentResult<TreeBranch>(
                new Dictionary<string, object?> { ["Visit"] = visit, ["Under"] = parent }
            );
    }

    private static RazorComponentResult<TreeRows> Part(Visit visit, PageId? under, int from, int to)
    {
        var end = Math.Min(to, from + (2 * TreeSlice.Shown));
        IEnumerable<TreeItem> items = visit
            .Tree.Children(under)
            .Take(from..end)
            .Select(page => new TreeItem.Row(page));
        if (end < to)
        {
            items = items.Append(new TreeItem.Gap(end, to));
        }
        return new RazorComponentResult<TreeRows>(
            new Dictionary<string, object?>
            {
                ["Visit"] = visit,
                ["Items"] = items,
                ["Under"] = under,
            }
        );
    }

    private static RazorComponentResult<TreeFound> Found(Visit visit, string wanted)
    {
        var words = wanted.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var found = visit
            .Tree.All.Where(page =>
                words.All(word => page.Title.Contains(word, StringComparison.OrdinalIgnoreCase))
                && visit.Tree.IsLive(page)
            )
            .OrderBy(page =>
                page.Title.StartsWith(words[0], StringComparison.OrdinalIgnoreCase) ? 0 : 1
            )
            .ThenBy(page => page.Title.Length)
            .Take(MostFound)
            .ToList();
        return new RazorComponentResult<TreeFound>(
            new Dictionary<string, object?> { ["Visit"] = visit, ["Pages"] = found }
        );
    }

    private static async Task<IResult> SpacesAsync(HttpContext http, ISpaceStore spaces)
    {
        var viewer = http.User.ToViewer();
        var all = await spaces.ListAsync(http.RequestAborted);
        http.Response.Headers.CacheControl = "private, no-cache";
        return new RazorComponentResult<SpacesMenu>(
            new Dictionary<string, object?>
            {
                ["Spaces"] = all.Where(space => AccessRules.May(viewer, Verb.Read, space))
                    .OrderBy(space => space.Name, StringComparer.OrdinalIgnoreCase)
                    .ToList(),
            }
        );
    }
}
