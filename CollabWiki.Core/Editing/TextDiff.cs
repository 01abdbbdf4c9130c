namespace CollabWiki.Core.Editing;

/// <summary>
/// The edit between two texts: lines first, then words inside the lines that changed. It takes near linear time in the
/// worst case, where it finds an edit that is right but not the shortest.
/// </summary>
public static class TextDiff
{
    /// <summary>The edit that makes <paramref name="before"/> into <paramref name="after"/>; it changes whole words.</summary>
    public static ChangeSet Between(string before, string after)
    {
        if (before == after)
        {
            return ChangeSet.Empty(before.Length);
        }
        var tokenizer = new Tokenizer();
        var (a, b) = (tokenizer.Lines(before), tokenizer.Lines(after));
        var changes = new List<Change>();
        foreach (var hunk in Compare(a, b))
        {
            AddWords(changes, a, b, hunk);
        }
        return ChangeSet.Of(before.Length, [.. changes]);
    }

    private static List<Hunk> Compare(TokenList a, TokenList b)
    {
        var hunks = SequenceDiff.Compare(a.Ids, b.Ids);
        return HunkPlacement.Place(hunks, a.Ids, b.Ids);
    }

    private static void AddWords(
        List<Change> changes,
        TokenList linesA,
        TokenList linesB,
        Hunk lines
    )
    {
        if (lines.IsPure)
        {
            changes.Add(ToChange(linesA, linesB, lines));
            return;
        }
        var tokenizer = new Tokenizer();
        var a = tokenizer.Words(linesA.Text, linesA.Starts[lines.FromA], linesA.Starts[lines.ToA]);
        var b = tokenizer.Words(linesB.Text, linesB.Starts[lines.FromB], linesB.Starts[lines.ToB]);
        foreach (var hunk in HunkCleanup.JoinAcrossChance(Compare(a, b), a, b))
        {
            changes.Add(ToChange(a, b, hunk));
        }
    }

    private static Change ToChange(TokenList a, TokenList b, Hunk hunk) =>
        new(a.Starts[hunk.FromA], a.Starts[hunk.ToA], b.Span(hunk.FromB, hunk.ToB).ToString());
}
