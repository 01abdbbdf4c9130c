using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace CollabWiki.Core.Moving;

/// <summary>A kind of data compared: what each store has of it, and what isn't equal.</summary>
internal sealed class Comparison(WikiStores from, WikiStores to)
{
    private const int MaxDifferences = 10_000;

    private readonly ConcurrentDictionary<string, Sum> source = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, Sum> target = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<string> differences = new();

    public IEnumerable<string> Differences => differences.Order(StringComparer.Ordinal);

    public MovedKind Count(string kind) => new(kind, Count(source), Count(target));

    /// <summary>Compares a thing that one of the stores has, or both.</summary>
    public async Task CompareAsync(Thing thing, CancellationToken ct)
    {
        var here = await ReadAsync(thing, from, source, ct);
        var there = await ReadAsync(thing, to, target, ct);
        foreach (var (part, hash) in here)
        {
            if (!there.TryGetValue(part, out var other))
            {
                Differ(thing, part, "is missing in the target");
            }
            else if (other != hash)
            {
                Differ(thing, part, "differs");
            }
        }
        foreach (var part in there.Keys.Where(part => !here.ContainsKey(part)))
        {
            Differ(thing, part, "is only in the target");
        }
    }

    private void Differ(Thing thing, string part, string how)
    {
        if (differences.Count < MaxDifferences)
        {
            differences.Enqueue(
                part.Length == 0 ? $"{thing.Name} {how}" : $"{thing.Name}: {part} {how}"
            );
        }
    }

    private static async Task<Dictionary<string, string>> ReadAsync(
        Thing thing,
        WikiStores stores,
        ConcurrentDictionary<string, Sum> sums,
        CancellationToken ct
    )
    {
        var parts = new Dictionary<string, string>(StringComparer.Ordinal);
        await foreach (var (name, hash) in thing.ReadAsync(stores, ct))
        {
            parts.Add(name, hash);
        }
        if (parts.Count > 0)
        {
            sums[thing.Name] = new Sum(parts.Count, HashOf(parts));
        }
        return parts;
    }

    private static MovedCount Count(ConcurrentDictionary<string, Sum> sums) =>
        new(
            sums.Count,
            sums.Values.Sum(sum => (long)sum.Parts),
            HashOf(sums.Select(sum => KeyValuePair.Create(sum.Key, sum.Value.Hash)))
        );

    private static string HashOf(IEnumerable<KeyValuePair<string, string>> named)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, value) in named.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{name}\n{value}\n"));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private readonly record struct Sum(int Parts, string Hash);
}
