namespace CollabWiki.Core.Merging;

/// <summary>What a save does where somebody else has saved since its base.</summary>
public enum ConflictStrategy
{
    /// <summary>Merge what is safe to merge; where it isn't, ask.</summary>
    Merge,

    /// <summary>Merge what is safe to merge; where it isn't, the later text stands. The earlier one stays in its version.</summary>
    LastWriterWins,

    /// <summary>Merge what is safe to merge; where it isn't, the earlier text stands and the later save is turned away.</summary>
    FirstWriterWins,

    /// <summary>Merge what is safe to merge; where it isn't, both texts stand, the earlier first.</summary>
    KeepBoth,

    /// <summary>Ask, even where a merge would be safe.</summary>
    AskAlways,
}
