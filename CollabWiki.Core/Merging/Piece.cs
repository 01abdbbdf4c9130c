using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>A region before its texts are cut out.</summary>
/// <param name="At">Where it stands, in UTF-16 units or tokens.</param>
/// <param name="Result">What becomes of it.</param>
/// <param name="Text">The text it gets, where <paramref name="Result"/> says so.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Piece(
    Stretch At,
    Outcome Result,
    MergeReason Reason,
    string? Text = null
);

internal enum Outcome : byte
{
    Conflict,
    Ours,
    Theirs,

    /// <summary>Neither side's text, but one made of them.</summary>
    Text,
}
