using System.Globalization;
using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Keeps the books of a merge: how often each word stands in the base, on each side and in the result. A word that one side
/// added and the other didn't take out must not be missing; one that a side took out and the other didn't add must not be back.
/// </summary>
internal sealed class WordLedger
{
    private readonly Dictionary<string, Entry> entries = new(StringComparer.Ordinal);

    private enum Column
    {
        Base,
        Ours,
        Theirs,
        Result,
    }

    /// <summary>Books a region that is settled and isn't unchanged.</summary>
    public void Add(MergeRegion region)
    {
        Count(region.Base, Column.Base);
        Count(region.Ours, Column.Ours);
        Count(region.Theirs, Column.Theirs);
        Count(region.Result!, Column.Result);
    }

    public bool Balances => entries.Values.All(entry => entry.Balances);

    private void Count(string text, Column column)
    {
        var lookup = entries.GetAlternateLookup<ReadOnlySpan<char>>();
        for (var at = 0; at < text.Length; )
        {
            var length = TokenLength(text.AsSpan(at));
            if (length > 1 || !char.IsWhiteSpace(text[at]))
            {
                ref var entry = ref CollectionsMarshal.GetValueRefOrAddDefault(
                    lookup,
                    text.AsSpan(at, length),
                    out _
                );
                entry = entry.With(column);
            }
            at += length;
        }
    }

    private static int TokenLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && IsWordUnit(text[length]))
        {
            length++;
        }
        return Math.Max(1, length);
    }

    private static bool IsWordUnit(char unit) =>
        char.IsAsciiLetterOrDigit(unit)
        || unit == '_'
        || (
            unit >= 0x80
            && (
                char.IsLetterOrDigit(unit)
                || char.GetUnicodeCategory(unit)
                    is UnicodeCategory.NonSpacingMark
                        or UnicodeCategory.SpacingCombiningMark
                        or UnicodeCategory.ConnectorPunctuation
            )
        );

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(int Base, int Ours, int Theirs, int Result)
    {
        public bool Balances
        {
            get
            {
                var (most, least) = (Math.Max(Ours, Theirs), Math.Min(Ours, Theirs));
                var lost = most > Base && least >= Base && Result < most;
                var back = least < Base && most <= Base && Result > least;
                return !lost && !back;
            }
        }

        public Entry With(Column column) =>
            column switch
            {
                Column.Base => this with { Base = Base + 1 },
                Column.Ours => this with { Ours = Ours + 1 },
                Column.Theirs => this with { Theirs = Theirs + 1 },
                _ => this with { Result = Result + 1 },
            };
    }
}
