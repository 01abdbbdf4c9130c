using CollabWiki.Core.Editing;
using CsCheck;

namespace CollabWiki.Tests.Core.Editing;

/// <summary>Texts and edits made by chance.</summary>
internal static class Generated
{
    /// <summary>How many cases a property is tried with.</summary>
    public const int Cases = 3_000;

    /// <summary>Well-formed text with what is awkward about text.</summary>
    public static readonly Gen<string> Text = Gen.OneOf(
            "a",
            "b",
            "word",
            "other",
            " ",
            " ",
            "\n",
            "\n\n",
            "\r\n",
            "\r",
            ".",
            "- ",
            "é",
            "e\u0301",
            "\u0301",
            "日本",
            "😀",
            "👩‍👩‍👧",
            "🇩🇪",
            "\u200d",
            "\0"
        )
        .Array[0, 24]
        .Select(string.Concat);

    /// <summary>Any code units, also halves of surrogate pairs.</summary>
    public static readonly Gen<string> Units = Gen.OneOf(
            'a',
            'b',
            ' ',
            '\n',
            '\ud83d',
            '\ude00',
            '\u0301',
            '\r'
        )
        .Array[0, 16]
        .Select(units => new string(units));

    /// <summary>A text and a number of edits of it.</summary>
    public static Gen<(string Text, ChangeSet[] Edits)> Edits(int count) =>
        Text.SelectMany(text => EditOf(text.Length).Array[count].Select(edits => (text, edits)));

    /// <summary>An edit of several changes, many of which touch or insert at one place.</summary>
    public static Gen<ChangeSet> EditOf(int length) =>
        Gen.Select(Gen.Int[0, length].Array[0, 8], Text.Array[4])
            .Select((places, inserts) => Edit(length, places, inserts));

    private static ChangeSet Edit(int length, int[] places, string[] inserts)
    {
        Array.Sort(places);
        var changes = places
            .Chunk(2)
            .Where(pair => pair.Length == 2)
            .Select((pair, i) => new Change(pair[0], pair[1], inserts[i]));
        return ChangeSet.Of(length, [.. changes]);
    }
}
