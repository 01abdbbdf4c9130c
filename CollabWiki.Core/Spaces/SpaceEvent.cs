using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Spaces;

/// <summary>A space was made or changed; told after it was written. <paramref name="Before"/> is null for a new one.</summary>
public sealed record SpaceEvent(Space? Before, Space After, Actor By);

/// <summary>Does what follows from an event. Must not throw: what it is told of is done already.</summary>
public interface ISpaceEventHandler
{
    Task HandleAsync(SpaceEvent happened);
}
