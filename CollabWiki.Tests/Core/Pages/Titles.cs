using CsCheck;

namespace CollabWiki.Tests.Core.Pages;

/// <summary>Titles made by chance, out of what is awkward about text in any script.</summary>
internal static class Titles
{
    /// <summary>Any string at all: also halves of surrogate pairs, control characters and code points that are none.</summary>
    public static readonly Gen<string> Any = Gen.OneOf(
        Gen.String,
        Gen.OneOf(
                "a",
                "Z",
                "9",
                " ",
                "-",
                "--",
                "/",
                "J",
                "T",
                "\u030c",
                "\u0308",
                "\u0301",
                "é",
                "İ",
                "ẞ",
                "Å",
                "Ω",
                "हि",
                "ไทย",
                "한",
                "\u1112",
                "\u1161",
                "漢",
                "𝒜",
                "😀",
                "\ud83d",
                "\ude00",
                "\ufffe",
                "\uffff",
                "\0",
                "\n",
                "\u200d",
                "\u20dd"
            )
            .Array[0, 90]
            .Select(string.Concat)
    );
}
