using CollabWiki.Core.Editing;
using CollabWiki.Tests.Core.Editing;
using CsCheck;

namespace CollabWiki.Tests.Core.Merging;

/// <summary>Three texts made by chance.</summary>
internal static class MergedText
{
    private static readonly Gen<string> Word = Gen.OneOf(
        "cat",
        "dog",
        "the",
        "not",
        "7",
        "https://a.example/x",
        "日本",
        "e\u0301"
    );

    private static readonly Gen<string> Line = Gen.Select(
        Gen.OneOf("", "", "- ", "# ", "| ", "```", "> ", "1. ", "---", "  "),
        Word.Array[0, 8],
        Gen.OneOf("\n", "\n", "\n\n", ".\n", "\r\n", "  \n"),
        (start, words, end) => start + string.Join(' ', words) + end
    );

    /// <summary>Pages of Markdown that come from one page.</summary>
    public static readonly Gen<(string Base, string Ours, string Theirs)> Pages = Line.Array[0, 8]
        .Select(string.Concat)
        .SelectMany(text =>
            Generated
                .EditOf(text.Length)
                .Array[2]
                .Select(edits => (text, Edit(text, edits[0]), Edit(text, edits[1])))
        );

    /// <summary>Texts that come from one text, or from nowhere.</summary>
    public static readonly Gen<(string Base, string Ours, string Theirs)> Any = Gen.OneOf(
        Pages,
        Generated
            .Edits(2)
            .Select((text, edits) => (text, edits[0].Apply(text), edits[1].Apply(text))),
        Gen.Select(Generated.Units, Generated.Units, Generated.Units)
    );

    private static string Edit(string text, ChangeSet edit) => edit.Apply(text);
}
