using CollabWiki.Components.Layout;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.Reading;

/// <summary>A page as everybody reads it: static HTML. For who isn't signed in there is nothing personal in it.</summary>
public sealed partial class ReadingPage
{
    private const int MostBelow = 60;

    private Arrival arrival = new Arrival.Missing();
    private Visit? visit;
    private PageVersion? head;
    private RenderedPage text = new("", [], 0);
    private IReadOnlyList<Page> below = [];
    private string author = "";
    private Page? undo;

    [Parameter]
    public string SpaceKey { get; set; } = "";

    [Parameter]
    public string PageSlug { get; set; } = "";

    /// <summary>The page that was just deleted, to offer to undo that.</summary>
    [SupplyParameterFromQuery(Name = "trashed")]
    private string? Trashed { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private string Others =>
        head?.Authors.Length switch
        {
            null or < 2 => "",
            2 => " and 1 other",
            var authors => $" and {authors - 1} others",
        };

    protected override async Task OnInitializedAsync()
    {
        arrival = await Entrance.EnterAsync(Http, SpaceKey, PageSlug, Verb.Read);
        if (arrival is not Arrival.Inside { Visit: { Page: { } page } inside })
        {
            return;
        }
        visit = inside;
        below = [.. visit.Tree.Children(page.Id)];
        undo =
            visit.MayEdit
            && PageId.TryParse(Trashed, out var id)
            && visit.Tree.Find(id) is { TrashedAt: not null } gone
                ? gone
                : null;
        head = await Pages.FindHeadAsync(page.Id, Http.RequestAborted);
        if (head is not null)
        {
            text = await Html.GetAsync(page, head.Number, Http.RequestAborted);
            author = (await People.GetAsync(head.Authors[0], Http.RequestAborted)).Name;
        }
    }
}
