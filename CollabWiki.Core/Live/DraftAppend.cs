namespace CollabWiki.Core.Live;

/// <summary>An append as it stands in a log.</summary>
/// <param name="At">The revision of its first update.</param>
/// <param name="Id">Tells it from another one at the same place.</param>
public sealed record DraftAppend(Revision At, Guid Id, IReadOnlyList<LiveUpdate> Updates)
{
    /// <summary>Where the next append begins.</summary>
    public Revision End => At + Updates.Count;

    /// <summary>Those that follow each other from a revision on; what stands behind a gap isn't the log's.</summary>
    internal static IReadOnlyList<DraftAppend> Chain(
        Revision from,
        IEnumerable<DraftAppend> appends
    )
    {
        var chain = new List<DraftAppend>();
        foreach (var append in appends)
        {
            if (append.At != from)
            {
                break;
            }
            chain.Add(append);
            from = append.End;
        }
        return chain;
    }
}
