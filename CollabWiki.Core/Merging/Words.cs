using System.Runtime.InteropServices;

namespace CollabWiki.Core.Merging;

/// <summary>A run of words, by their places; it can be walked with foreach.</summary>
[StructLayout(LayoutKind.Auto)]
internal record struct Words(int From, int To)
{
    private int next = From;

    public readonly bool IsEmpty => From >= To;

    public readonly int Count => To - From;

    public readonly int Current => next - 1;

    public readonly Words GetEnumerator() => this with { next = From };

    public bool MoveNext() => next++ < To;
}
