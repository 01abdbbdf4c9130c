namespace Cassandra;

/// <summary>Which hosts have which parts of the ring; one moment's picture, never changed.</summary>
internal sealed class TokenRing
{
    private readonly long[] tokens;
    private readonly Host[] owners;

    public TokenRing(IEnumerable<Host> hosts)
    {
        var parts = hosts
            .SelectMany(host => host.Tokens.Select(token => (Token: Parse(token), Host: host)))
            .Where(part => part.Token is not null)
            .OrderBy(part => part.Token)
            .ToArray();
        tokens = [.. parts.Select(part => part.Token!.Value)];
        owners = [.. parts.Select(part => part.Host)];
    }

    /// <summary>The replicas of a token, the owner first; none when the ring isn't known.</summary>
    public IReadOnlyList<Host> Replicas(long token, Replication replication)
    {
        var found = new List<Host>(replication.Copies);
        var racks = new HashSet<(string?, string?)>();
        var skipped = new List<Host>();
        var start = Array.BinarySearch(tokens, token);
        start = start < 0 ? ~start : start;
        for (var i = 0; i < owners.Length && found.Count < replication.Copies; i++)
        {
            var host = owners[(start + i) % owners.Length];
            if (found.Contains(host) || skipped.Contains(host))
            {
                continue;
            }
            if (replication.ByDatacenter is not { } wanted)
            {
                found.Add(host);
            }
            else if (Missing(found, wanted, host) > 0)
            {
                // A rack of its own for each replica, as long as there are racks.
                if (racks.Add((host.Datacenter, host.Rack)))
                {
                    found.Add(host);
                }
                else
                {
                    skipped.Add(host);
                }
                TakeSkipped(found, skipped, racks, wanted, host.Datacenter);
            }
        }
        return found;
    }

    private void TakeSkipped(
        List<Host> found,
        List<Host> skipped,
        HashSet<(string?, string?)> racks,
        IReadOnlyDictionary<string, int> wanted,
        string? datacenter
    )
    {
        var all = owners
            .Where(host => host.Datacenter == datacenter)
            .Select(host => host.Rack)
            .Distinct()
            .Count();
        if (racks.Count(rack => rack.Item1 == datacenter) < all)
        {
            return;
        }
        foreach (var host in skipped.Where(host => host.Datacenter == datacenter).ToArray())
        {
            if (Missing(found, wanted, host) > 0)
            {
                found.Add(host);
                skipped.Remove(host);
            }
        }
    }

    private static int Missing(
        List<Host> found,
        IReadOnlyDictionary<string, int> wanted,
        Host host
    ) =>
        wanted.GetValueOrDefault(host.Datacenter ?? "")
        - found.Count(other => other.Datacenter == host.Datacenter);

    private static long? Parse(string token) =>
        long.TryParse(
            token,
            System.Globalization.NumberStyles.AllowLeadingSign,
            System.Globalization.CultureInfo.InvariantCulture,
            out var number
        )
            ? number
            : null;
}
