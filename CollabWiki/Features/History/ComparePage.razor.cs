using CollabWiki.Components.Layout;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Rendering.Comparing;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.History;

/// <summary>What changed between two versions, to the word: in the page as it is read, or in its source.</summary>
public sealed partial class ComparePage
{
    private Arrival arrival = new Arrival.Missing();
    private Visit? visit;
    private Side? from;
    private Side? to;
    private IReadOnlyList<Fold<ComparedBlock>> blocks = [];
    private IReadOnlyList<Fold<SourceLine>> source = [];
    private int changes;
    private bool hasFolds;

    [Parameter]
    public string SpaceKey { get; set; } = "";

    [Parameter]
    public string PageSlug { get; set; } = "";

    /// <summary>The version before; without it the one before <see cref="To"/>.</summary>
    [SupplyParameterFromQuery(Name = "from")]
    private string? From { get; set; }

    /// <summary>The version after; without it the current one.</summary>
    [SupplyParameterFromQuery(Name = "to")]
    private string? To { get; set; }

    [SupplyParameterFromQuery(Name = "view")]
    private string? View { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private bool IsSource => View == "source";

    private string Count => changes == 1 ? "1 change" : $"{changes} changes";

    protected override async Task OnInitializedAsync()
    {
        arrival = await Entrance.EnterAsync(Http, SpaceKey, PageSlug, Verb.Read);
        if (arrival is not Arrival.Inside { Visit: { Page: { } page } inside })
        {
            return;
        }
        visit = inside;
        await FindSidesAsync(page);
        if (from is null || to is null)
        {
            Http.Refuse(StatusCodes.Status404NotFound);
            arrival = new Arrival.NoVersion(inside, $"{From} – {To}");
        }
        else if (IsSource)
        {
            await CompareSourceAsync(page, from.Version.Number, to.Version.Number);
        }
        else
        {
            await CompareRenderedAsync(page, from.Version.Number, to.Version.Number);
        }
    }

    private async Task FindSidesAsync(Page page)
    {
        var head =
            (await Pages.FindHeadAsync(page.Id, Http.RequestAborted))?.Number ?? Version.None;
        var newer = Version.TryParse(To, out var number) ? number : head;
        var older = Version.TryParse(From, out number) ? number : new Version(newer.Number - 1);
        // The older one is always on the left, whichever was chosen first.
        (older, newer) = newer < older ? (newer, older) : (older, newer);
        from = await FindSideAsync(page, older);
        to = await FindSideAsync(page, newer);
    }

    private async Task<Side?> FindSideAsync(Page page, Version number) =>
        await Pages.FindVersionAsync(page.Id, number, Http.RequestAborted) is { } version
            ? new Side(version, await People.GetAsync(version.Authors[0], Http.RequestAborted))
            : null;

    private async Task CompareRenderedAsync(Page page, Version older, Version newer)
    {
        var before = await Html.GetAsync(page, older, Http.RequestAborted);
        var after = await Html.GetAsync(page, newer, Http.RequestAborted);
        var compared = await Task.Run(() => RenderedDiff.Between(before.Html, after.Html));
        changes = compared.Changes;
        blocks = Fold<ComparedBlock>.Of(compared.Blocks, block => block.IsChanged, around: 1);
        hasFolds = blocks.Any(stretch => stretch.IsFolded);
    }

    private async Task CompareSourceAsync(Page page, Version older, Version newer)
    {
        var before = await Pages.GetTextAsync(page.Id, older, Http.RequestAborted);
        var after = await Pages.GetTextAsync(page.Id, newer, Http.RequestAborted);
        (var lines, changes) = await Task.Run(() => SourceDiff.Between(before, after));
        source = Fold<SourceLine>.Of(lines, line => line.IsChanged, around: 2);
        hasFolds = source.Any(stretch => stretch.IsFolded);
    }

    /// <summary>One of the two versions, and who saved it.</summary>
    private sealed record Side(PageVersion Version, Person Author);
}
