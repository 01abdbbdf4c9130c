namespace CollabWiki.Core.Merging;

/// <summary>What a merge may settle by itself.</summary>
public sealed record MergeOptions
{
    /// <summary>Nothing that a person could hesitate about.</summary>
    public static readonly MergeOptions Strict = new();

    /// <summary>Whether list items that both sides add at one place are all taken, ours first, unless two of them are alike.</summary>
    public bool UnitesListItems { get; init; }
}
