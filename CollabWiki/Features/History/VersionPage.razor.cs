using System.Diagnostics;
using CollabWiki.Components.Layout;
using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.History;

/// <summary>A page as it was, and the way to bring it back.</summary>
public sealed partial class VersionPage
{
    private Arrival arrival = new Arrival.Missing();
    private Visit? visit;
    private PageVersion? version;
    private PageVersion? head;
    private RenderedPage text = new("", [], 0);
    private string author = "";
    private string refusal = "";

    [Parameter]
    public string SpaceKey { get; set; } = "";

    [Parameter]
    public string PageSlug { get; set; } = "";

    [Parameter]
    public string Number { get; set; } = "";

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    protected override async Task OnInitializedAsync()
    {
        var verb = HttpMethods.IsPost(Http.Request.Method) ? Verb.Edit : Verb.Read;
        arrival = await Entrance.EnterAsync(Http, SpaceKey, PageSlug, verb);
        if (arrival is not Arrival.Inside { Visit: { Page: { } page } inside })
        {
            return;
        }
        visit = inside;
        var ct = Http.RequestAborted;
        head = await Pages.FindHeadAsync(page.Id, ct);
        version = Version.TryParse(Number, out var number)
            ? await Pages.FindVersionAsync(page.Id, number, ct)
            : null;
        if (version is null)
        {
            Http.Refuse(StatusCodes.Status404NotFound);
            arrival = new Arrival.NoVersion(inside, Number);
            return;
        }
        author = (await People.GetAsync(version.Authors[0], ct)).Name;
        text = await Html.GetAsync(page, version.Number, ct);
    }

    /// <summary>Brings the version back as the next one; what came between stays in the history.</summary>
    private async Task RestoreAsync()
    {
        if (
            visit is not { Page: { } page, Viewer.User: { } user }
            || version is null
            || head is null
        )
        {
            return;
        }
        var ct = Http.RequestAborted;
        var old = await Pages.GetTextAsync(page.Id, version.Number, ct);
        var result = await Saver.SaveAsync(
            new SaveRequest(page.Id, head.Number, old, [user])
            {
                Kind = VersionKind.Restore,
                Origin = version.Number,
                From = CurrentOrigin.Of(Http),
            },
            ct
        );
        switch (result)
        {
            case SaveResult.Saved or SaveResult.Merged:
                Http.Response.Redirect(Href.To(page));
                break;
            case SaveResult.Unchanged:
                refusal =
                    $"The page says the same as version {version.Number} already, so there was nothing to bring back.";
                break;
            case SaveResult.Conflicted:
                refusal =
                    "Somebody published while you were deciding, and their words and this version’s don’t go together. Nothing was changed: look at what is new, then bring the version back again if you still want to.";
                break;
            case SaveResult.Rejected rejected:
                refusal = rejected.Why;
                break;
            default:
                throw new UnreachableException();
        }
    }
}
