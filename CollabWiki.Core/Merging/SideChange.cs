using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>What a side made of a stretch of the base: tokens From to To of the base became FromB to ToB.</summary>
/// <param name="IsLayout">Whether nothing but white space changed.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SideChange(
    int From,
    int To,
    int FromB,
    int ToB,
    Side Side,
    bool IsLayout
)
{
    /// <summary>How much further on the side is than the base, behind the change.</summary>
    public int ShiftAfter => ToB - To;
}

[Flags]
internal enum Side
{
    None = 0,
    Ours = 1,
    Theirs = 2,
    Both = Ours | Theirs,
}
