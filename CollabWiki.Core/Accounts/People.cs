using System.Collections.Concurrent;

namespace CollabWiki.Core.Accounts;

/// <summary>Names for ids, remembered for a minute, so that a list of a hundred versions costs no hundred reads.</summary>
public sealed class People(IAccountStore accounts, TimeProvider clock) : IAccountWatcher
{
    private static readonly TimeSpan Freshness = TimeSpan.FromMinutes(1);
    private readonly ConcurrentDictionary<UserId, (Person Person, DateTimeOffset Until)> known =
        new();

    /// <summary>The person behind an id; an account that is gone is "Somebody", the wiki itself "CollabWiki".</summary>
    public async Task<Person> GetAsync(UserId id, CancellationToken ct)
    {
        if (id == UserId.System)
        {
            return new Person(id, "CollabWiki", id.Color);
        }
        var now = clock.GetUtcNow();
        if (known.TryGetValue(id, out var entry) && entry.Until > now)
        {
            return entry.Person;
        }
        var user = await accounts.FindAsync(id, ct);
        var person = new Person(id, user?.DisplayName ?? "Somebody", id.Color);
        known[id] = (person, now + Freshness);
        return person;
    }

    /// <summary>Forgets what was remembered of an account that changed.</summary>
    public void Forget(UserId id) => known.TryRemove(id, out _);
}
