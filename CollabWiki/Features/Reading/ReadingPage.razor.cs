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

    [Parameter]
    public string SpaceKey { get; set; } = "";

    [Parameter]
    public string PageSlug { get; set; } = "";

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
        head = await Pages.FindHeadAsync(page.Id, Http.RequestAborted);
        if (head is not null)
        {
            text = WithoutTitle(
                await Html.GetAsync(page, head.Number, Http.RequestAborted),
                page.Title
            );
            author = (await People.GetAsync(head.Authors[0], Http.RequestAborted)).Name;
        }
    }

    /// <summary>A text that begins with the page's title, as files do, doesn't say it twice.</summary>
    private static RenderedPage WithoutTitle(RenderedPage text, string title)
    {
        const string End = "</h1>";
        var end = text.Html.IndexOf(End, StringComparison.Ordinal);
        var isTitle =
            text.Headings.Count > 0
            && text.Headings[0] is { Level: 1 } first
            && string.Equals(first.Text.Trim(), title, StringComparison.OrdinalIgnoreCase)
            && text.Html.StartsWith("<h1", StringComparison.Ordinal)
            && end > 0;
        return isTitle
            ? text with
            {
                Html = text.Html[(end + End.Length)..],
                Headings = [.. text.Headings.Skip(1)],
            }
            : text;
    }
}
