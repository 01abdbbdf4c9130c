namespace CollabWiki.Core.Merging;

/// <summary>
/// Takes an edit along to where the other side moved the lines. To the line merge a move is a deletion here and an addition there, so that the edit
/// looks like one of lines that are gone.
/// </summary>
internal sealed class MovedLines(string before, string ours, string theirs)
{
    // Fewer words may stand at two places by chance.
    private const int EnoughWords = 5;

    // Each look reads a whole text.
    private const int MostLooks = 64;

    /// <summary>Settles the conflicts whose lines stand elsewhere; gives the regions that have another result now.</summary>
    public IEnumerable<int> Settle(List<MergeRegion> regions)
    {
        var looks = 0;
        for (var i = 0; i < regions.Count && looks < MostLooks; i++)
        {
            if (!IsMovable(regions[i]))
            {
                continue;
            }
            looks++;
            var moved = regions[i];
            var lines = moved.Base.TrimEnd();
            var mover = moved.Ours.Length == 0 ? ours : theirs;
            if (!StandsOnce(before, lines) || !StandsOnce(mover, lines))
            {
                continue;
            }
            var target = regions.FindIndex(other => IsAddedIn(other, moved, lines));
            if (target < 0)
            {
                continue;
            }
            regions[i] = moved with { Result = "", Reason = MergeReason.Moved };
            regions[target] = regions[target] with
            {
                Result = regions[target]
                    .Result!.Replace(
                        lines,
                        (moved.Ours + moved.Theirs).TrimEnd(),
                        StringComparison.Ordinal
                    ),
                Reason = MergeReason.Moved,
            };
            yield return i;
            yield return target;
        }
    }

    /// <summary>Whether one side took whole lines out that the other edited, and enough of them to be known again.</summary>
    private bool IsMovable(MergeRegion region) =>
        region is { IsConflict: true, Reason: MergeReason.DeletedAndChanged }
        && (region.Ours.Length == 0 || region.Theirs.Length == 0)
        && (region.BaseFrom == 0 || before[region.BaseFrom - 1] == '\n')
        && (region.BaseTo == before.Length || region.Base.EndsWith('\n'))
        && CountWords(region.Base) >= EnoughWords;

    private static int CountWords(string text)
    {
        var words = 0;
        for (var at = 0; at < text.Length; )
        {
            at += ProseWord.LengthOf(text.AsSpan(at), out var kind);
            words += kind is TokenKind.Word or TokenKind.Number or TokenKind.Address ? 1 : 0;
        }
        return words;
    }

    /// <summary>Whether the lines stand in a text, whole, and once.</summary>
    private static bool StandsOnce(string text, string lines)
    {
        var at = text.IndexOf(lines, StringComparison.Ordinal);
        var end = at + lines.Length;
        return at >= 0
            && (at == 0 || text[at - 1] == '\n')
            && (end == text.Length || text[end] is '\n' or '\r')
            && text.IndexOf(lines, at + 1, StringComparison.Ordinal) < 0;
    }

    /// <summary>Whether the side that took the lines out wrote them here, and the other didn't.</summary>
    private static bool IsAddedIn(MergeRegion other, MergeRegion moved, string lines)
    {
        var unmoved = moved.Ours.Length == 0 ? other.Theirs : other.Ours;
        return other.Result is { } result
            && other.Reason != MergeReason.Unchanged
            && result.Contains(lines, StringComparison.Ordinal)
            && !unmoved.Contains(lines, StringComparison.Ordinal);
    }
}
