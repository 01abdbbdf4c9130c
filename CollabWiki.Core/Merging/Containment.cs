using System.Runtime.InteropServices;
using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>Whether one side made the change of the other side and more: then nothing of the other is lost when it stands.</summary>
internal sealed class Containment(ProseTokens before, ProseTokens ours, ProseTokens theirs)
{
    /// <summary>The side that has the change of both; none if neither has, or if they differ in a number or a negation.</summary>
    public Side Of(Stretch at)
    {
        var words = new Dictionary<int, Count>();
        foreach (var word in before.WordsBetween(at.BaseFrom, at.BaseTo))
        {
            Entry(before, word).Base++;
        }
        foreach (var word in ours.WordsBetween(at.OursFrom, at.OursTo))
        {
            Entry(ours, word).Ours++;
        }
        foreach (var word in theirs.WordsBetween(at.TheirsFrom, at.TheirsTo))
        {
            Entry(theirs, word).Theirs++;
        }
        if (words.Values.Any(word => word.IsGrave && word.Ours != word.Theirs))
        {
            return Side.None;
        }
        var mine = ours.IdsBetween(at.OursFrom, at.OursTo);
        var others = theirs.IdsBetween(at.TheirsFrom, at.TheirsTo);
        var ofOurs =
            Contains(words.Values, word => (word.Ours, word.Theirs))
            && AreAlike(words, word => word.Theirs, mine, others);
        var ofTheirs =
            Contains(words.Values, word => (word.Theirs, word.Ours))
            && AreAlike(words, word => word.Ours, others, mine);
        return ofOurs == ofTheirs ? Side.None
            : ofOurs ? Side.Ours
            : Side.Theirs;

        ref Count Entry(ProseTokens tokens, int word)
        {
            ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
                words,
                tokens.WordIds[word],
                out _
            );
            count.IsGrave |= GraveWords.Any(tokens, tokens.Words[word], tokens.Words[word] + 1);
            return ref count;
        }
    }

    /// <summary>
    /// Whether two stretches read alike: half of the words of either stand in both, in one order, and among those of the
    /// lesser are all that it added. Else one is a rewrite that happens to have the words of the other.
    /// </summary>
    private static bool AreAlike(
        Dictionary<int, Count> words,
        Func<Count, int> countInLesser,
        ReadOnlySpan<int> greater,
        ReadOnlySpan<int> lesser
    )
    {
        var common = lesser.Length;
        foreach (var hunk in SequenceDiff.Compare(lesser.ToArray(), greater.ToArray()))
        {
            common -= hunk.ToA - hunk.FromA;
            foreach (var id in lesser[hunk.FromA..hunk.ToA])
            {
                if (countInLesser(words[id]) > words[id].Base)
                {
                    return false;
                }
            }
        }
        return 2 * common >= Math.Max(greater.Length, lesser.Length);
    }

    /// <summary>Whether each word that the lesser side put in or took out, the greater did too.</summary>
    private static bool Contains(
        IEnumerable<Count> words,
        Func<Count, (int Greater, int Lesser)> sides
    )
    {
        var adds = false;
        foreach (var word in words)
        {
            var (greater, lesser) = sides(word);
            greater -= word.Base;
            lesser -= word.Base;
            if ((lesser > 0 && greater < lesser) || (lesser < 0 && greater > lesser))
            {
                return false;
            }
            adds |= lesser > 0;
        }
        // What only takes away is a deletion against an edit.
        return adds;
    }

    [StructLayout(LayoutKind.Auto)]
    private struct Count
    {
        public int Base;
        public int Ours;
        public int Theirs;
        public bool IsGrave;
    }
}
