using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Components.Layout;

/// <summary>Somebody in a space, with its tree and, where the address names one, the page.</summary>
public sealed record Visit(Viewer Viewer, Space Space, PageTree Tree, Page? Page)
{
    public bool MayEdit => AccessRules.May(Viewer, Verb.Edit, Space);

    public bool MayAdminister => AccessRules.May(Viewer, Verb.Administer, Space);
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

    public sealed record Missing : Arrival;

    /// <summary>The response leads elsewhere; there is nothing to show.</summary>
    public sealed record Redirected : Arrival;
}
