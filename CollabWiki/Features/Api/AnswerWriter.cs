using System.Text.Json;
using CollabWiki.Components.Shared;
using CollabWiki.Core.Access;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Merging;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Features.Api;

/// <summary>Writes the wiki's values as answers.</summary>
internal sealed class AnswerWriter(IPageStore pages, People people)
{
    public static SpaceAnswer Of(Space space, Viewer viewer) =>
        new(
            space.Key.Value,
            space.Name,
            space.Description,
            Word(AccessRules.RoleOf(viewer, space)),
            Href.To(space)
        );

    public static TreeAnswer Of(Page page, PageTree tree) =>
        new(
            page.Id.ToString(),
            page.Title,
            page.Slug.Value,
            page.Parent?.ToString(),
            tree.Ancestors(page).Count,
            Href.To(page)
        );

    public async Task<PageAnswer> OfAsync(Page page, CancellationToken ct)
    {
        var head = await pages.FindHeadAsync(page.Id, ct);
        return new PageAnswer(
            page.Id.ToString(),
            page.Space.Value,
            page.Title,
            page.Slug.Value,
            page.Parent?.ToString(),
            page.CreatedAt,
            await OfAsync(page.CreatedBy, ct),
            head is null ? null : await OfAsync(head, ct),
            page.TrashedAt,
            Href.To(page)
        );
    }

    public async Task<VersionAnswer> OfAsync(PageVersion version, CancellationToken ct)
    {
        var authors = new List<PersonAnswer>(version.Authors.Length);
        foreach (var author in version.Authors)
        {
            authors.Add(await OfAsync(author, ct));
        }
        return new VersionAnswer(
            version.Number.Number,
            VersionTag.Of(version.Page, version.Number),
            version.At,
            authors,
            Word(version.Kind),
            version.Comment,
            version.Origin == Version.None ? null : version.Origin.Number,
            version.Length,
            version.Added,
            version.Removed
        );
    }

    public static IReadOnlyList<RegionAnswer> Of(MergeReport merge) =>
        [
            .. merge.Regions.Select(region =>
            {
                var isChanged = region.Reason != MergeReason.Unchanged;
                return new RegionAnswer(Word(region.Reason), region.Sentence, region.BaseFrom)
                {
                    Base = isChanged ? region.Base : null,
                    Ours = isChanged ? region.Ours : null,
                    Theirs = isChanged ? region.Theirs : null,
                    Result = region.Result,
                };
            }),
        ];

    private async Task<PersonAnswer> OfAsync(UserId user, CancellationToken ct) =>
        new(user.ToString(), (await people.GetAsync(user, ct)).Name);

    private static string Word<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());
}
