namespace CollabWiki.Core.Access;

/// <summary>What somebody wants to do in a space.</summary>
public enum Verb
{
    /// <summary>Read pages, versions and files.</summary>
    Read,

    /// <summary>Write drafts and versions; create, rename, move, delete and restore pages.</summary>
    Edit,

    /// <summary>Change the space itself and who may do what in it.</summary>
    Administer,
}
