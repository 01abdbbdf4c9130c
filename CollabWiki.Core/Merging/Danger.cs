namespace CollabWiki.Core.Merging;

/// <summary>How near two changes of the two sides are to each other.</summary>
internal enum Nearness
{
    TooClose,
    Apart,

    /// <summary>Apart, and so is all that stands before the first.</summary>
    Far,
}

/// <summary>
/// When a change of one side and one of the other are too close to settle by themselves, however well their words could
/// be put together. ADR 13 and docs/merging.md have the reasons.
/// </summary>
internal sealed class Danger(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    private const int EnoughWords = 3;
    private const int EnoughForGraveWords = 24;

    // Whatever they are.
    private const int EnoughTokens = 64;

    /// <summary>Judges two changes of which the first stands first in the base.</summary>
    public Nearness Between(SideChange first, SideChange second)
    {
        if (first.IsLayout && second.IsLayout)
        {
            return Overlap(first, second) ? Nearness.TooClose : Nearness.Apart;
        }
        if (second.From <= first.To)
        {
            return Nearness.TooClose;
        }
        return first.IsLayout || second.IsLayout ? Nearness.Apart
            : AreSeparate(first, second) ? Nearness.Far
            : Nearness.TooClose;
    }

    private static bool Overlap(SideChange first, SideChange second) =>
        second.From < first.To || (second.From == first.From && second.To == first.To);

    /// <summary>Whether what stands untouched between two changes of words keeps them apart.</summary>
    private bool AreSeparate(SideChange first, SideChange second)
    {
        var enough = IsGrave(first) || IsGrave(second) ? EnoughForGraveWords : EnoughWords;
        // What is added beside an edited line often takes its place: the end of the line alone is too little.
        var addsText = first.From == first.To || second.From == second.To;
        var words = 0;
        // A change may end with the end of a line.
        var lineEnds = first.To > 0 && before.Kinds[first.To - 1] == TokenKind.Break;
        for (var at = first.To; at < second.From; at++)
        {
            words += Worth(at);
            lineEnds |= before.Kinds[at] == TokenKind.Break;
            if (
                words >= enough
                || at - first.To == EnoughTokens
                || before.Kinds[at] is TokenKind.Cell or TokenKind.Code
                || (lineEnds && (!addsText || words >= EnoughWords))
            )
            {
                return true;
            }
        }
        return false;
    }

    /// <summary>One for a word; as much as is enough for the end of a sentence.</summary>
    private int Worth(int at) =>
        before.Kinds[at] switch
        {
            TokenKind.Word or TokenKind.Number or TokenKind.Address => 1,
            TokenKind.Sign when Sentences.EndsAt(before, at) => EnoughWords,
            _ => 0,
        };

    private bool IsGrave(SideChange change) =>
        GraveWords.Any(before, change.From, change.To)
        || GraveWords.Any(change.Side == Side.Ours ? ours : theirs, change.FromB, change.ToB);
}
