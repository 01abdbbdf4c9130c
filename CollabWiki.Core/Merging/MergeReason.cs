namespace CollabWiki.Core.Merging;

/// <summary>Why a region of a merge reads as it does, or why a person has to look at it.</summary>
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

    /// <summary>Each side changed other words of one sentence, far enough apart.</summary>
    OtherWords,

    /// <summary>Each side changed other sentences of one paragraph.</summary>
    OtherSentences,

    /// <summary>Each side changed other lines, items, rows or cells that stand together.</summary>
    OtherLines,

    /// <summary>One side changed words and the other only the white space at them, or both only white space.</summary>
    WhiteSpace,

    /// <summary>One side added blank lines beside what the other edited, more than one in a row; one stays.</summary>
    BlankLines,

    /// <summary>One side made the change of the other, and more.</summary>
    SameAndMore,

    /// <summary>Each side took out other lines and wrote nothing.</summary>
    BothTookOut,

    /// <summary>One side moved it, the other changed it.</summary>
    Moved,

    /// <summary>Both added list items at one place, and all of them are taken.</summary>
    ListItems,

    /// <summary>Conflict: both changed the same words, each in another way.</summary>
    SameWords,

    /// <summary>Conflict: both changed words that stand too close to each other.</summary>
    CloseWords,

    /// <summary>Conflict: a number or a negation changed, and something else in its sentence.</summary>
    GraveWords,

    /// <summary>Conflict: one side deleted what the other changed.</summary>
    DeletedAndChanged,

    /// <summary>Conflict: both added something at one place.</summary>
    BothAdded,

    /// <summary>Conflict: both changed lines of code that touch.</summary>
    Code,

    /// <summary>Conflict: put together, a word that one side added would be missing, or one taken out be back.</summary>
    Unbalanced,
}
