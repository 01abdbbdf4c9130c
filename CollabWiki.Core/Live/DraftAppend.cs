namespace CollabWiki.Core.Live;

/// <summary>An append as it stands in a log.</summary>
/// <param name="At">The revision of its first update.</param>
/// <param name="Id">Tells it from another one at the same place.</param>
public sealed record DraftAppend(Revision At, Guid Id, IReadOnlyList<LiveUpdate> Updates)
{
    /// <summary>Where the next append begins.</summary>
    public Revision End => At + Updates.Count;
}
