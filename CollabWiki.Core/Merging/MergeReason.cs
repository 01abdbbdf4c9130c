namespace CollabWiki.Core.Merging;

/// <summary>Why a region of a merge reads as it does.</summary>
public enum MergeReason
{
    /// <summary>Neither side touched it.</summary>
    Unchanged,

    /// <summary>Only ours changed it.</summary>
    OnlyOurs,

    /// <summary>Only theirs changed it.</summary>
    OnlyTheirs,

    /// <summary>Both made the same change.</summary>
    Same,

    /// <summary>One side changed it, and the other side other words of the same paragraph.</summary>
    OtherWords,

    /// <summary>Both changed it, each in another way: a person decides.</summary>
    Conflict,
}
