using CollabWiki.Components.Layout;
using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.Tree;

public sealed partial class CreatePage
{
    // A list of a whole large tree helps nobody: the top levels, and the place that was asked for.
    private const int MostPlaces = 300;

    private Arrival arrival = new Arrival.Missing();
    private IReadOnlyList<(Page Page, int Depth)> places = [];
    private string refusal = "";

    [Parameter]
    public string SpaceKey { get; set; } = "";

    [SupplyParameterFromQuery(Name = "title")]
    private string? Title { get; set; }

    [SupplyParameterFromQuery(Name = "parent")]
    private string? Parent { get; set; }

    [SupplyParameterFromForm(FormName = "new-page")]
    private Fields? Form { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        arrival = await Entrance.EnterAsync(Http, SpaceKey, slug: null, Verb.Edit);
        if (arrival is not Arrival.Inside { Visit: var visit })
        {
            return;
        }
        Form ??= new Fields { Title = Title, Parent = Parent };
        places = [.. Places(visit.Tree)];
    }

    private IEnumerable<(Page, int)> Places(PageTree tree)
    {
        var wanted = PageId.TryParse(Form?.Parent, out var id) ? tree.Find(id) : null;
        var shown = tree.InOrder().Take(MostPlaces).ToList();
        if (wanted is not null && tree.IsLive(wanted) && !shown.Contains(wanted))
        {
            yield return (wanted, 0);
        }
        foreach (var page in shown)
        {
            yield return (page, tree.Ancestors(page).Count);
        }
    }

    private async Task CreateAsync()
    {
        if (arrival is not Arrival.Inside { Visit: { Viewer.User: { } user } visit })
        {
            return;
        }
        PageId? parent = PageId.TryParse(Form?.Parent, out var id) ? id : null;
        var page = new NewPage(visit.Space.Key, Form?.Title ?? "", "", user)
        {
            Parent = parent,
            From = CurrentOrigin.Of(Http),
        };
        switch (await Creator.CreateAsync(page, Http.RequestAborted))
        {
            case CreateResult.Created created:
                Http.Response.Redirect(Href.ToEdit(created.Page));
                break;
            case CreateResult.Refused refused:
                refusal = refused.Why;
                break;
        }
    }

    private static string Indent(int depth) => string.Concat(Enumerable.Repeat("\u2003", depth));

    /// <summary>What the form holds; either may be missing in a request.</summary>
    public sealed class Fields
    {
        public string? Title { get; set; } = "";

        public string? Parent { get; set; } = "";
    }
}
