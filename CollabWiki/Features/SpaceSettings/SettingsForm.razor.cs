using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Spaces;
using CollabWiki.Hosting;
using Microsoft.AspNetCore.Components;

namespace CollabWiki.Features.SpaceSettings;

/// <summary>Name, description and grants of a space, for its administrators.</summary>
public sealed partial class SettingsForm
{
    private const int MostFound = 8;

    private readonly List<Line> people = [];
    private Space? seen;
    private string name = "";
    private string description = "";
    private Role anyone;
    private Role members;
    private string text = "";
    private IReadOnlyList<WikiUser> found = [];
    private string message = "";
    private string kind = "good";
    private bool isStale;
    private bool isWarned;
    private bool isDenied;

    [Parameter, EditorRequired]
    public required string Key { get; set; }

    [Inject]
    private Gate Gate { get; set; } = null!;

    [Inject]
    private CurrentOrigin Origins { get; set; } = null!;

    [Inject]
    private CurrentViewer Viewers { get; set; } = null!;

    [Inject]
    private SpaceEditor Editor { get; set; } = null!;

    [Inject]
    private AccountSearch Search { get; set; } = null!;

    [Inject]
    private People People { get; set; } = null!;

    protected override Task OnInitializedAsync() => LoadAsync();

    private async Task LoadAsync()
    {
        Say("good", "");
        if (await EnterAsync() is { } space)
        {
            await ShowAsync(space);
        }
    }

    private async Task FindAsync(string? typed)
    {
        text = typed ?? "";
        if (text.Trim().Length == 0 || await EnterAsync() is null)
        {
            found = [];
            return;
        }
        var wanted = text;
        var page = await Search.FindAsync(wanted, "", MostFound + people.Count, default);
        // Somebody who types on has asked again meanwhile.
        if (wanted == text)
        {
            found =
            [
                .. page
                    .Accounts.Where(user =>
                        !user.IsDisabled && people.TrueForAll(line => line.Person.Id != user.Id)
                    )
                    .Take(MostFound),
            ];
        }
    }

    private void Add(WikiUser user)
    {
        people.Add(
            new Line(new Person(user.Id, user.DisplayName, user.Id.Color)) { Role = Role.Editor }
        );
        text = "";
        found = [];
    }

    private async Task SaveAsync()
    {
        var viewer = await Viewers.GetAsync(default);
        if (seen is null || await EnterAsync() is null)
        {
            return;
        }
        var wish = seen with { Name = name, Description = description, Grants = [.. Grants()] };
        if (!isWarned && !AccessRules.May(viewer, Verb.Administer, wish))
        {
            isWarned = true;
            Say(
                "warn",
                "After this you won’t administer this space any more, and can’t take it back yourself."
            );
            return;
        }
        isWarned = false;
        var by = new Actor(viewer.User!.Value, Origins.Get());
        switch (await Editor.ChangeAsync(wish, by, default))
        {
            case SpaceResult.Done done:
                await ShowAsync(done.Space);
                Say("good", "Saved.");
                isDenied = !AccessRules.May(viewer, Verb.Administer, done.Space);
                break;
            case SpaceResult.Refused refused:
                Say("bad", refused.Why.Explain());
                isStale = refused.Why == SpaceRefusal.Stale;
                break;
        }
    }

    // Asked at each event: a circuit outlives a permission.
    private async Task<Space?> EnterAsync()
    {
        var viewer = await Viewers.GetAsync(default);
        var entry = await Gate.EnterAsync(viewer, Key, Verb.Administer, default);
        isDenied = entry is not Entry.Open;
        return (entry as Entry.Open)?.Space;
    }

    private IEnumerable<Grant> Grants() =>
        people
            .Select(line => new Grant(Audience.User, line.Role, line.Person.Id))
            .Append(new Grant(Audience.Members, members))
            .Append(new Grant(Audience.Anyone, anyone));

    private async Task ShowAsync(Space space)
    {
        seen = space;
        name = space.Name;
        description = space.Description;
        anyone = RoleOf(Audience.Anyone, space) > Role.None ? Role.Reader : Role.None;
        members = RoleOf(Audience.Members, space);
        people.Clear();
        foreach (var grant in space.Grants.Where(grant => grant.Audience == Audience.User))
        {
            var person = await People.GetAsync(grant.User, default);
            people.Add(new Line(person) { Role = grant.Role });
        }
    }

    private static Role RoleOf(Audience audience, Space space) =>
        space
            .Grants.Where(grant => grant.Audience == audience)
            .Select(grant => grant.Role)
            .DefaultIfEmpty()
            .Max();

    private void Say(string how, string what)
    {
        (kind, message) = (how, what);
        isStale = false;
    }

    private sealed class Line(Person person)
    {
        public Person Person { get; } = person;

        public Role Role { get; set; }
    }
}
