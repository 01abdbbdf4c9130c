using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>A change of one side, or the same change of both, in positions of the base.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SideChange(int From, int To, Side Side);

[Flags]
internal enum Side
{
    Ours = 1,
    Theirs = 2,
    Both = Ours | Theirs,
}
