using System.Globalization;
using CollabWiki.Components.Layout;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.History;

/// <summary>The versions of a page, newest first.</summary>
public sealed partial class HistoryPage
{
    private const int PerPage = 50;

    private readonly List<VersionEntry> entries = [];
    private Arrival arrival = new Arrival.Missing();
    private Visit? visit;
    private Version head;
    private Version? older;

    [Parameter]
    public string SpaceKey { get; set; } = "";

    [Parameter]
    public string PageSlug { get; set; } = "";

    [SupplyParameterFromQuery(Name = "before")]
    private string? Before { get; set; }

    [CascadingParameter]
    private HttpContext Http { get; set; } = default!;

    private string Range =>
        entries.Count == 1
            ? "1 version"
            : string.Create(
                CultureInfo.InvariantCulture,
                $"Versions {entries[^1].Version.Number}–{entries[0].Version.Number} of {head}"
            );

    protected override async Task OnInitializedAsync()
    {
        arrival = await Entrance.EnterAsync(Http, SpaceKey, PageSlug, Verb.Read);
        if (arrival is not Arrival.Inside { Visit: { Page: { } page } inside })
        {
            return;
        }
        visit = inside;
        var ct = Http.RequestAborted;
        head = (await Pages.FindHeadAsync(page.Id, ct))?.Number ?? Version.None;
        _ = Version.TryParse(Before, out var before);
        var versions = await Pages.ListVersionsAsync(page.Id, before, PerPage + 1, ct);
        foreach (var version in versions.Take(PerPage))
        {
            var authors = new List<Person>();
            foreach (var author in version.Authors)
            {
                authors.Add(await People.GetAsync(author, ct));
            }
            entries.Add(new VersionEntry(version, authors, entries.Count == 0, entries.Count == 1));
        }
        older = versions.Count > PerPage ? versions[PerPage - 1].Number : null;
    }

    /// <summary>A line of the list; the first two are chosen to be compared.</summary>
    private sealed record VersionEntry(
        PageVersion Version,
        IReadOnlyList<Person> Authors,
        bool IsFirst,
        bool IsSecond
    );
}
