using System.Diagnostics;
using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;

namespace CollabWiki.Features.History;

/// <summary>How versions are spoken of.</summary>
internal static class VersionWords
{
    public static string Kind(PageVersion version) =>
        version.Kind switch
        {
            VersionKind.Edit => "edited",
            VersionKind.Merge => "merged",
            VersionKind.Restore => $"version {version.Origin} brought back",
            VersionKind.Import => "imported",
            _ => throw new UnreachableException(),
        };

    /// <summary>"Anna", "Anna and Ben", "Anna, Ben and 3 others".</summary>
    public static string Names(IReadOnlyList<Person> people) =>
        people.Count switch
        {
            0 => "Somebody",
            1 => people[0].Name,
            2 => $"{people[0].Name} and {people[1].Name}",
            3 => $"{people[0].Name}, {people[1].Name} and {people[2].Name}",
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"{people[0].Name}, {people[1].Name} and {people.Count - 2} others"
            ),
        };
}
