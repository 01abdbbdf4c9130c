using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.Admin.Audit;

/// <summary>The audit trail, for the wiki's administrators.</summary>
public sealed partial class AuditPage : IDisposable
{
    private const int MostChoices = 8;

    // Where the parts before this one began; null is the newest entry.
    private readonly Stack<AuditPlace?> before = new();
    private readonly CancellationTokenSource closed = new();
    private AuditPart? part;
    private AuditPlace? place;
    private AuditChoice? person;
    private AuditChoice? page;
    private string kind = "";
    private DateOnly? from;
    private DateOnly? to;
    private string failure = "";
    private bool isDenied;

    [Inject]
    private AuditListing Listing { get; set; } = null!;

    [Inject]
    private AuditQueue Queue { get; set; } = null!;

    [Inject]
    private AccountSearch Accounts { get; set; } = null!;

    [Inject]
    private ISpaceStore Spaces { get; set; } = null!;

    [Inject]
    private SpaceTrees Trees { get; set; } = null!;

    [Inject]
    private CurrentViewer Viewers { get; set; } = null!;

    [Inject]
    private ILogger<AuditPage> Logger { get; set; } = null!;

    private AuditFilter Filter =>
        new()
        {
            Person = person is { } one ? new UserId(one.Id) : null,
            Page = page is { } two ? new PageId(two.Id) : null,
            Kind = kind,
            From = from,
            To = to,
        };

    protected override Task OnInitializedAsync() => LoadAsync();

    private Task SearchAsync()
    {
        before.Clear();
        place = null;
        return LoadAsync();
    }

    private Task ClearAsync()
    {
        (person, page, kind, from, to) = (null, null, "", null, null);
        return SearchAsync();
    }

    private Task ForthAsync()
    {
        before.Push(place);
        place = part!.Next;
        return LoadAsync();
    }

    private Task BackAsync()
    {
        place = before.Pop();
        return LoadAsync();
    }

    private Task ChoosePersonAsync(AuditChoice? choice)
    {
        person = choice;
        return SearchAsync();
    }

    private Task ChoosePageAsync(AuditChoice? choice)
    {
        page = choice;
        return SearchAsync();
    }

    private async Task<IReadOnlyList<AuditChoice>> FindPeopleAsync(string text)
    {
        if (!await MayAsync())
        {
            return [];
        }
        var found = await Accounts.FindAsync(text, "", MostChoices, closed.Token);
        return
        [
            .. found.Accounts.Select(user => new AuditChoice(
                user.Id.Value,
                user.DisplayName,
                user.Name
            )),
        ];
    }

    /// <summary>Pages whose title has the text in it, or whose address it ends with; those in the trash too.</summary>
    private async Task<IReadOnlyList<AuditChoice>> FindPagesAsync(string text)
    {
        var found = new List<AuditChoice>();
        if (!await MayAsync())
        {
            return found;
        }
        foreach (var space in await Spaces.ListAsync(closed.Token))
        {
            var tree = await Trees.GetAsync(space.Key, closed.Token);
            var matches = tree
                .All.Where(one =>
                    one.Title.Contains(text, StringComparison.OrdinalIgnoreCase)
                    || text.EndsWith(Href.To(one), StringComparison.OrdinalIgnoreCase)
                )
                .OrderBy(one => one.Title, StringComparer.OrdinalIgnoreCase)
                .Take(MostChoices - found.Count);
            found.AddRange(
                matches.Select(one => new AuditChoice(one.Id.Value, one.Title, space.Name))
            );
        }
        return found;
    }

    private async Task LoadAsync()
    {
        failure = "";
        if (!await MayAsync())
        {
            part = null;
            return;
        }
        try
        {
            part = await Listing.FindAsync(Filter.ToQuery(), place, closed.Token);
        }
        catch (Exception thrown)
            when (thrown is not OutOfMemoryException && !closed.IsCancellationRequested)
        {
            Logger.LogError(thrown, "The audit trail can’t be read.");
            part = null;
            failure =
                "The trail can’t be read: the store doesn’t answer. What happens meanwhile is recorded as soon as it does.";
        }
    }

    private async Task<bool> MayAsync()
    {
        isDenied = !AccessRules.MayAdministerWiki(await Viewers.GetAsync(closed.Token));
        return !isDenied;
    }

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }
}
