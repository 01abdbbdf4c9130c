namespace CollabWiki.Core.Editing;

/// <summary>A step through the text before: <paramref name="Length"/> units are kept (no insert) or replaced by the insert.</summary>
internal readonly record struct Section(int Length, string? Insert)
{
    /// <summary>What <see cref="Inserted"/> says of a section that keeps its text.</summary>
    public const int Kept = -1;

    /// <summary>The units that the section puts in, 0 for a deletion, or <see cref="Kept"/>.</summary>
    public int Inserted => Insert?.Length ?? Kept;

    /// <summary>The units that the section leaves in the text after.</summary>
    public int NewLength => Insert?.Length ?? Length;
}
