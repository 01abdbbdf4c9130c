using System.Runtime.InteropServices;

namespace CollabWiki.Core.Editing;

/// <summary>Numbers pieces of texts from 0, equal ones alike. It copies nothing: a piece is remembered by its place.</summary>
internal sealed class TokenTable
{
    private const int Free = -1;

    private Entry[] entries = new Entry[64];
    private int[] buckets = FreeBuckets(128);

    public int Count { get; private set; }

    public int IdOf(string text, int start, int length)
    {
        var piece = text.AsSpan(start, length);
        // Randomised, so that nobody can write a text whose pieces all collide.
        var hash = string.GetHashCode(piece, StringComparison.Ordinal);
        var bucket = hash & (buckets.Length - 1);
        for (var id = buckets[bucket]; id != Free; id = entries[id].Next)
        {
            if (entries[id].Hash == hash && piece.SequenceEqual(entries[id].Piece))
            {
                return id;
            }
        }
        return Add(new Entry(text, start, length, hash, buckets[bucket]));
    }

    private static int[] FreeBuckets(int count)
    {
        var free = new int[count];
        free.AsSpan().Fill(Free);
        return free;
    }

    private int Add(Entry entry)
    {
        if (Count == entries.Length)
        {
            Grow();
            entry = entry with { Next = buckets[entry.Hash & (buckets.Length - 1)] };
        }
        entries[Count] = entry;
        buckets[entry.Hash & (buckets.Length - 1)] = Count;
        return Count++;
    }

    private void Grow()
    {
        Array.Resize(ref entries, entries.Length * 2);
        buckets = FreeBuckets(entries.Length * 2);
        for (var id = 0; id < Count; id++)
        {
            ref var bucket = ref buckets[entries[id].Hash & (buckets.Length - 1)];
            entries[id] = entries[id] with { Next = bucket };
            bucket = id;
        }
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Entry(string Text, int Start, int Length, int Hash, int Next)
    {
        public ReadOnlySpan<char> Piece => Text.AsSpan(Start, Length);
    }
}
