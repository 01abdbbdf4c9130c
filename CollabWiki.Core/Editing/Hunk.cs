using System.Runtime.InteropServices;

namespace CollabWiki.Core.Editing;

/// <summary>A stretch of tokens that differs: where it lies before (A) and after (B).</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Hunk(int FromA, int ToA, int FromB, int ToB)
{
    public bool IsPure => FromA == ToA || FromB == ToB;

    /// <summary>The hunk one token further on.</summary>
    public Hunk Next => new(FromA + 1, ToA + 1, FromB + 1, ToB + 1);

    public bool Touches(Hunk next) => ToA == next.FromA && ToB == next.FromB;

    public Hunk Join(Hunk next) => new(FromA, next.ToA, FromB, next.ToB);
}
