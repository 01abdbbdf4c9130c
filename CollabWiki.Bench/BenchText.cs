using System.Globalization;
using System.Text;
using CollabWiki.Core.Editing;

namespace CollabWiki.Bench;

/// <summary>Text of a given size, the same each time, and edits of it.</summary>
internal static class BenchText
{
    public static string OfLength(int length)
    {
        var random = new Random(1);
        var text = new StringBuilder(length);
        while (text.Length < length)
        {
            text.Append(CultureInfo.InvariantCulture, $"word{random.Next(2_000)}");
            text.Append(random.Next(12) == 0 ? "\n\n" : " ");
        }
        return text.ToString(0, length);
    }

    /// <summary>Replaces single units at <paramref name="count"/> places.</summary>
    public static ChangeSet Edit(int length, int count, int seed)
    {
        var random = new Random(seed);
        var places = new SortedSet<int>();
        while (places.Count < count)
        {
            places.Add(random.Next(length));
        }
        return ChangeSet.Of(
            length,
            [.. places.Select(place => new Change(place, place + 1, "edited"))]
        );
    }
}
