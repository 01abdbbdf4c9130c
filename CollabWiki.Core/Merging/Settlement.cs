namespace CollabWiki.Core.Merging;

/// <summary>Decides what becomes of a cluster of changes.</summary>
internal sealed class Settlement(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    private readonly Containment containment = new(before, ours, theirs);
    private readonly Deletions deletions = new(before, ours, theirs);

    public Piece Of(Cluster cluster)
    {
        var at = cluster.At;
        var isOurs = before.HasSame(at.BaseFrom, at.BaseTo, ours, at.OursFrom, at.OursTo);
        var isTheirs = before.HasSame(at.BaseFrom, at.BaseTo, theirs, at.TheirsFrom, at.TheirsTo);
        if (ours.HasSame(at.OursFrom, at.OursTo, theirs, at.TheirsFrom, at.TheirsTo))
        {
            return new Piece(at, Outcome.Ours, isOurs ? MergeReason.Unchanged : MergeReason.Same);
        }
        if (isOurs || isTheirs)
        {
            return new Piece(
                at,
                isOurs ? Outcome.Theirs : Outcome.Ours,
                cluster.Words == Side.None ? MergeReason.WhiteSpace
                    : isOurs ? MergeReason.OnlyTheirs
                    : MergeReason.OnlyOurs
            );
        }
        return cluster.Words switch
        {
            Side.Ours => new Piece(at, Outcome.Ours, MergeReason.WhiteSpace),
            Side.Theirs => new Piece(at, Outcome.Theirs, MergeReason.WhiteSpace),
            Side.None => new Piece(at, Roomier(at), MergeReason.WhiteSpace),
            _ when HasSameWords(at) => new Piece(at, Roomier(at), MergeReason.WhiteSpace),
            _ => containment.Of(at) switch
            {
                Side.Ours => new Piece(at, Outcome.Ours, MergeReason.SameAndMore),
                Side.Theirs => new Piece(at, Outcome.Theirs, MergeReason.SameAndMore),
                _ => new Piece(at, Outcome.Conflict, ReasonOf(cluster)),
            },
        };
    }

    /// <summary>Looks again at what is left of a conflict after it was cut: less is in it, and so it may be none.</summary>
    public Piece OfRest(Piece conflict)
    {
        var at = conflict.At;
        if (ours.HasSame(at.OursFrom, at.OursTo, theirs, at.TheirsFrom, at.TheirsTo))
        {
            return new Piece(at, Outcome.Ours, MergeReason.Same);
        }
        if (HasSameWords(at))
        {
            return new Piece(at, Roomier(at), MergeReason.WhiteSpace);
        }
        if (containment.Of(at) is not Side.None and var greater)
        {
            var result = greater == Side.Ours ? Outcome.Ours : Outcome.Theirs;
            return new Piece(at, result, MergeReason.SameAndMore);
        }
        return deletions.Of(at) is { } rest
            ? new Piece(at, Outcome.Text, MergeReason.BothTookOut, rest)
            : conflict;
    }

    /// <summary>Of two kinds of white space, the one with more lines, then the longer: the same whichever side has it.</summary>
    private Outcome Roomier(Stretch at)
    {
        var mine = ours.Span(at.OursFrom, at.OursTo);
        var other = theirs.Span(at.TheirsFrom, at.TheirsTo);
        var order = mine.Count('\n') - other.Count('\n');
        order = order != 0 ? order : mine.Length - other.Length;
        order = order != 0 ? order : mine.SequenceCompareTo(other);
        return order > 0 ? Outcome.Ours : Outcome.Theirs;
    }

    /// <summary>Whether the sides differ in white space only; in code that is no small thing.</summary>
    private bool HasSameWords(Stretch at) =>
        !IsCode(ours, at.OursFrom, at.OursTo)
        && !IsCode(theirs, at.TheirsFrom, at.TheirsTo)
        && ours.IdsBetween(at.OursFrom, at.OursTo)
            .SequenceEqual(theirs.IdsBetween(at.TheirsFrom, at.TheirsTo));

    private static bool IsCode(ProseTokens tokens, int from, int to) =>
        tokens.Kinds.AsSpan(from..to).Contains(TokenKind.Code);

    private MergeReason ReasonOf(Cluster cluster)
    {
        var at = cluster.At;
        return at.BaseFrom == at.BaseTo ? MergeReason.BothAdded
            : at.OursFrom == at.OursTo || at.TheirsFrom == at.TheirsTo
                ? MergeReason.DeletedAndChanged
            : IsCode(before, at.BaseFrom, at.BaseTo) ? MergeReason.Code
            : cluster.Overlaps ? MergeReason.SameWords
            : HasGraveWords(at) ? MergeReason.GraveWords
            : MergeReason.CloseWords;
    }

    private bool HasGraveWords(Stretch at) =>
        GraveWords.Any(before, at.BaseFrom, at.BaseTo)
        || GraveWords.Any(ours, at.OursFrom, at.OursTo)
        || GraveWords.Any(theirs, at.TheirsFrom, at.TheirsTo);
}
