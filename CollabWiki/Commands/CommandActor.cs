using CollabWiki.Core.Accounts;

namespace CollabWiki.Commands;

/// <summary>Who does what commands do: the wiki itself, at the hands of whoever started them.</summary>
internal static class CommandActor
{
    public static Actor Me { get; } =
        new(
            UserId.System,
            Origin.Of("", $"command: {Environment.UserName}@{Environment.MachineName}")
        );
}
