using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Components.Layout;

/// <summary>Somebody in a space, with its tree and, where the address names one, the page.</summary>
public sealed record Visit(Viewer Viewer, Space Space, PageTree Tree, Page? Page)
{
    /// <summary>Whether nobody may change anything just now.</summary>
    public bool IsReadOnly { get; init; }

    public bool MayEdit => May(Verb.Edit);

    public bool MayAdminister => May(Verb.Administer);

    private bool May(Verb verb) => !IsReadOnly && AccessRules.May(Viewer, verb, Space);
}

/// <summary>What came of following an address into a space.</summary>
public abstract record Arrival
{
    private Arrival() { }

    public sealed record Inside(Visit Visit) : Arrival;

    /// <summary>The space may be read, but has no page of this name.</summary>
    public sealed record NoPage(Visit Visit, string Name) : Arrival;

    /// <summary>The page is there, but not this version of it.</summary>
    public sealed record NoVersion(Visit Visit, string Number) : Arrival;

    /// <summary>The space may be read, but this may not be done in it.</summary>
    public sealed record Denied(Space Space) : Arrival;

    /// <summary>The wiki can only be read just now; the page that stands above the visit says why.</summary>
    public sealed record ReadOnly(Visit Visit) : Arrival;

    public sealed record Missing : Arrival;

    /// <summary>The response leads elsewhere; there is nothing to show.</summary>
    public sealed record Redirected : Arrival;
}
