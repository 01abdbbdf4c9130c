using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Core.Transfer.Sample;

/// <summary>The space that a new wiki starts with: a tour of what it can do, in pages to try it on.</summary>
public sealed class SampleSpace(ISpaceStore spaces, PageCreator creator, TimeProvider clock)
{
    private const string Folder = "Sample/";

    public static readonly SpaceKey Key = SpaceKey.Parse("WIKI");

    /// <summary>Makes the space and its pages if the wiki has no space at all; of nodes that start at the same time one does.</summary>
    public async Task EnsureAsync(CancellationToken ct)
    {
        if ((await spaces.ListAsync(ct)).Count > 0)
        {
            return;
        }
        var space = new Space
        {
            Key = Key,
            Name = "Welcome to CollabWiki",
            Description = "A short tour, and pages to try everything on.",
            Grants =
            [
                new Grant(Audience.Anyone, Role.Reader),
                new Grant(Audience.Members, Role.Editor),
            ],
            CreatedAt = clock.GetUtcNow(),
        };
        if (!await spaces.TryCreateAsync(space, ct))
        {
            return;
        }
        foreach (var (title, text) in Pages())
        {
            var page = new NewPage(Key, title, text, UserId.System);
            if (await creator.CreateAsync(page, ct) is CreateResult.Refused refused)
            {
                throw new InvalidOperationException($"“{title}” was refused: {refused.Why}");
            }
        }
    }

    /// <summary>The pages in their order: each starts with its title as a heading, which the page itself doesn't repeat.</summary>
    internal static IEnumerable<(string Title, string Text)> Pages()
    {
        var assembly = typeof(SampleSpace).Assembly;
        foreach (
            var name in assembly
                .GetManifestResourceNames()
                .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
                .Order(StringComparer.Ordinal)
        )
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            var (heading, body) = Split(reader.ReadToEnd());
            yield return (heading, body);
        }
    }

    private static (string Title, string Body) Split(string text)
    {
        var end = text.IndexOf('\n', StringComparison.Ordinal);
        return (text[2..end].Trim(), text[end..].TrimStart());
    }
}
