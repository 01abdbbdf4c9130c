using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace CollabWiki.Bench.Merging;

/// <summary>
/// Tells by counting words whether a merge lost an edit that the other side didn't contradict, or brought a deletion back.
/// </summary>
internal static partial class Loss
{
    /// <summary>The words that were lost or came back, each with a sign: "-lost", "+back".</summary>
    public static IReadOnlyList<string> Between(MergeCase merge, string merged)
    {
        var counts = new Dictionary<string, int[]>(StringComparer.Ordinal);
        string[] texts = [merge.Base, merge.Ours, merge.Theirs, merged];
        for (var i = 0; i < texts.Length; i++)
        {
            foreach (var match in Token().EnumerateMatches(texts[i]))
            {
                var word = texts[i].Substring(match.Index, match.Length);
                ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, word, out _);
                (count ??= new int[texts.Length])[i]++;
            }
        }
        return [.. counts.SelectMany(entry => Judge(entry.Key, entry.Value))];
    }

    private static IEnumerable<string> Judge(string word, int[] counts)
    {
        var (before, most, least) = (
            counts[0],
            Math.Max(counts[1], counts[2]),
            Math.Min(counts[1], counts[2])
        );
        if (most > before && least >= before && counts[3] < most)
        {
            yield return "-" + word;
        }
        if (least < before && most <= before && counts[3] > least)
        {
            yield return "+" + word;
        }
    }

    [GeneratedRegex(@"\w+|[^\w\s]", RegexOptions.None, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Token();
}
