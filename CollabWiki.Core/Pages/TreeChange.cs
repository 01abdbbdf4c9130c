namespace CollabWiki.Core.Pages;

/// <summary>What came of a wish to change a tree.</summary>
public abstract record TreeChange
{
    private TreeChange() { }

    /// <summary>The pages to write; the first is the one that was meant.</summary>
    public sealed record Changed(IReadOnlyList<Page> Pages) : TreeChange
    {
        public Page Page => Pages[0];
    }

    public sealed record Refused(TreeRefusal Why) : TreeChange;
}
