using System.Globalization;
using CollabWiki.Components.Layout;
using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.Tree;

/// <summary>What was deleted in a space, and the way back.</summary>
public sealed partial class TrashPage
{
    private readonly List<(Page Page, string By, string Below)> entries = [];
    private Arrival arrival = new Arrival.Missing();
    private Visit? visit;
    private string refusal = "";

    [Parameter]
    public string SpaceKey { get; set; } = "";

    /// <summary>The page to bring back, as the “Undo” of a deletion posts it.</summary>
    [SupplyParameterFromForm(Name = "Page", FormName = "restore")]
    private string? Wanted { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        arrival = await Entrance.EnterAsync(Http, SpaceKey, slug: null, Verb.Edit);
        if (arrival is not Arrival.Inside { Visit: var inside })
        {
            return;
        }
        visit = inside;
        foreach (var page in visit.Tree.Trash())
        {
            var by = page.TrashedBy is { } id
                ? (await People.GetAsync(id, Http.RequestAborted)).Name
                : "somebody";
            entries.Add((page, by, Below(visit.Tree.InOrder(page.Id).Count())));
        }
    }

    private static string Below(int count) =>
        count switch
        {
            0 => "",
            1 => ", with 1 page below it",
            _ => string.Create(CultureInfo.InvariantCulture, $", with {count:N0} pages below it"),
        };

    private Task RestoreWantedAsync() =>
        PageId.TryParse(Wanted, out var id) ? RestoreAsync(id) : Task.CompletedTask;

    private async Task RestoreAsync(PageId id)
    {
        if (visit is not { Viewer.User: { } user, MayEdit: true })
        {
            return;
        }
        switch (
            await Trees.ChangeAsync(
                visit.Space.Key,
                new Actor(user, CurrentOrigin.Of(Http)),
                tree => tree.Restored(id),
                Http.RequestAborted
            )
        )
        {
            case TreeChange.Changed changed:
                Http.Response.Redirect(Href.To(changed.Page));
                break;
            case TreeChange.Refused refused:
                refusal = refused.Why.Explain();
                break;
        }
    }
}
