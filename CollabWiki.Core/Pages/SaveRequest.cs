using System.Collections.Immutable;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Pages;

/// <summary>A wish to save a text.</summary>
/// <param name="Base">The version that the text started from; <see cref="Version.None"/> for the first.</param>
/// <param name="Authors">Whose edits are in it; first whoever saves. At least one.</param>
public sealed record SaveRequest(
    PageId Page,
    Version Base,
    string Text,
    ImmutableArray<UserId> Authors
)
{
    public VersionKind Kind { get; init; } = VersionKind.Edit;

    /// <summary>Where the wish came from.</summary>
    public Origin From { get; init; } = Accounts.Origin.Unknown;

    /// <summary>At most 500 characters; longer ones are cut.</summary>
    public string Comment { get; init; } = "";

    /// <summary>For a restore: the version that is brought back.</summary>
    public Version Origin { get; init; }
}
