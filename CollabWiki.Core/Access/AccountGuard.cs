using System.Collections.Concurrent;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Access;

/// <summary>Looks up what a viewer is now: cookies, circuits and connections outlive what was true when they began.</summary>
public sealed class AccountGuard(IAccountStore accounts, TimeProvider clock) : IAccountWatcher
{
    // How long another node's change may go unseen; a change on this node is seen at once.
    private static readonly TimeSpan Freshness = TimeSpan.FromSeconds(3);
    private readonly ConcurrentDictionary<UserId, (Viewer Viewer, DateTimeOffset Until)> known =
        new();

    /// <summary>The viewer as the store has it: with the rights and the name of now; <see cref="Viewer.Anonymous"/> when the account is disabled or gone, or the sign-in was ended.</summary>
    public async Task<Viewer> CurrentAsync(Viewer viewer, CancellationToken ct)
    {
        if (viewer.User is not { } id)
        {
            return Viewer.Anonymous;
        }
        var now = clock.GetUtcNow();
        if (known.TryGetValue(id, out var entry) && entry.Until > now)
        {
            return Unless(viewer, entry.Viewer);
        }
        var current = await accounts.FindAsync(id, ct) is { IsDisabled: false } user
            ? new Viewer(id, user.DisplayName, user.IsAdministrator) { Stamp = user.SecurityStamp }
            : Viewer.Anonymous;
        known[id] = (current, now + Freshness);
        return Unless(viewer, current);
    }

    // A stamp that changed ended all sign-ins from before.
    private static Viewer Unless(Viewer viewer, Viewer current) =>
        viewer.Stamp.Length > 0 && viewer.Stamp != current.Stamp ? Viewer.Anonymous : current;

    public void Forget(UserId id) => known.TryRemove(id, out _);
}
