using System.Collections.Immutable;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Settings;

namespace CollabWiki.Core.Spaces;

/// <summary>Makes and changes spaces. Whether somebody may is asked before, of the access rules.</summary>
public sealed class SpaceEditor(
    ISpaceStore spaces,
    TimeProvider clock,
    IEnumerable<ISpaceWatcher> watchers,
    IEnumerable<ISpaceEventHandler> handlers
)
{
    private const int MaxGrants = 1000;

    public async Task<SpaceResult> CreateAsync(
        string key,
        string name,
        string description,
        IEnumerable<Grant> grants,
        Actor by,
        CancellationToken ct
    )
    {
        if (!SpaceKey.TryParse(key.Trim(), out var parsed))
        {
            return new SpaceResult.Refused(SpaceRefusal.KeyMalformed);
        }
        var space = Tidy(
            new Space
            {
                Key = parsed,
                Name = name,
                Description = description,
                Grants = [.. grants],
                CreatedAt = clock.GetUtcNow(),
            }
        );
        return Check(space) is { } why
            ? new SpaceResult.Refused(why)
            : await WriteAsync(
                new SpaceEvent(null, space, by),
                () => spaces.TryCreateAsync(space, ct),
                SpaceRefusal.KeyTaken
            );
    }

    /// <summary>Writes <paramref name="space"/>, which has the revision that was read; refused as stale when the store has a newer one.</summary>
    public async Task<SpaceResult> ChangeAsync(Space space, Actor by, CancellationToken ct)
    {
        var next = Tidy(space) with { Revision = space.Revision + 1 };
        if (Check(next) is { } why)
        {
            return new SpaceResult.Refused(why);
        }
        // The write succeeds only on the revision that was read, so this is what it replaces.
        if (await spaces.FindAsync(space.Key, ct) is not { } before)
        {
            return new SpaceResult.Refused(SpaceRefusal.Stale);
        }
        return await WriteAsync(
            new SpaceEvent(before, next, by),
            () => spaces.TryUpdateAsync(next, ct),
            SpaceRefusal.Stale
        );
    }

    private async Task<SpaceResult> WriteAsync(
        SpaceEvent happens,
        Func<Task<bool>> tryWrite,
        SpaceRefusal otherwise
    )
    {
        try
        {
            if (!await tryWrite())
            {
                return new SpaceResult.Refused(otherwise);
            }
        }
        catch (WikiReadOnlyException)
        {
            return new SpaceResult.Refused(SpaceRefusal.ReadOnly);
        }
        await TellAsync(happens);
        return new SpaceResult.Done(happens.After);
    }

    private async Task TellAsync(SpaceEvent happened)
    {
        // Before anything that takes its time: rights that were taken end now.
        if (happened.Before is not null)
        {
            foreach (var watcher in watchers)
            {
                watcher.Changed(happened.After.Key);
            }
        }
        foreach (var handler in handlers)
        {
            await handler.HandleAsync(happened);
        }
    }

    private static Space Tidy(Space space) =>
        space with
        {
            Name = space.Name.Trim().Composed(),
            Description = space.Description.Trim().Composed(),
            Grants = Tidy(space.Grants),
        };

    // One grant for each person and audience, the highest; those that give nothing are left out.
    private static ImmutableArray<Grant> Tidy(ImmutableArray<Grant> grants) =>
        [
            .. grants
                .Where(grant => grant.Role > Role.None)
                .GroupBy(grant => (grant.Audience, grant.User))
                .Select(same => same.MaxBy(grant => grant.Role)!)
                .OrderByDescending(grant => grant.Audience)
                .ThenBy(grant => grant.User.Value),
        ];

    private static SpaceRefusal? Check(Space space) =>
        space.Name.Length is 0 or > 100 || space.Name.Any(char.IsControl)
            ? SpaceRefusal.NameMalformed
        : space.Description.Length > 500 ? SpaceRefusal.DescriptionTooLong
        : space.Grants.Length > MaxGrants ? SpaceRefusal.TooManyGrants
        : null;
}
