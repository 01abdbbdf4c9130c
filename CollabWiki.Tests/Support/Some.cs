using CollabWiki.Core.Accounts;
using CollabWiki.Core.Live;
using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;
using Microsoft.Extensions.Logging.Abstractions;

namespace CollabWiki.Tests.Support;

/// <summary>Values that tests need and don't care about.</summary>
internal static class Some
{
    public static readonly DateTimeOffset Time = new(2026, 3, 1, 14, 2, 0, TimeSpan.Zero);

    public static readonly SpaceKey Team = SpaceKey.Parse("TEAM");

    public static readonly UserId Anna = new(new Guid("11111111-1111-7111-8111-111111111111"));

    public static readonly UserId Ben = new(new Guid("22222222-2222-7222-8222-222222222222"));

    public static PageVersion Version(PageId page, int number, UserId? by = null) =>
        new()
        {
            Page = page,
            Number = new Version(number),
            WriteId = Guid.CreateVersion7(),
            At = Time.AddMinutes(number),
            Authors = [by ?? Anna],
            Comment = $"Change {number}",
            Length = number,
            Added = 2,
            Removed = 1,
        };

    public static ClientId Client(string name) =>
        ClientId.TryParse(name, out var id) ? id : throw new FormatException(name);

    public static Slug Slug(string text) =>
        CollabWiki.Core.Pages.Slug.TryParse(text, out var slug)
            ? slug
            : throw new FormatException(text);

    public static NodeLink Node(INodeBoard board, params INodeWire[] wires) =>
        new(
            new NodeInfo(NodeId.New(), "test", Time, ""),
            board,
            wires,
            TimeProvider.System,
            NullLogger<NodeLink>.Instance
        );

    public static WikiUser User(string name) =>
        new()
        {
            Id = UserId.New(),
            Name = name,
            DisplayName = name + " Example",
            Email = name + "@example.org",
            PasswordHash = "hash",
            SecurityStamp = "stamp",
            CreatedAt = Time,
        };
}
