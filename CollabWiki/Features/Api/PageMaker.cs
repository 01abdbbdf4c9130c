using System.Diagnostics;
using System.Text.Json;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.Options;

namespace CollabWiki.Features.Api;

/// <summary>Makes pages and changes the tree, and tells what came of it.</summary>
internal sealed class PageMaker(
    SpaceTrees trees,
    PageCreator creator,
    IRequestKeyStore keys,
    AnswerWriter answers,
    IOptions<JsonOptions> json
)
{
    /// <summary>Changes the tree; not cut short by a client that goes away.</summary>
    public async Task<IResult> ChangeAsync(ApiVisit visit, Func<PageTree, TreeChange> wish) =>
        await trees.ChangeAsync(visit.Space.Key, visit.By, wish, CancellationToken.None) switch
        {
            TreeChange.Changed changed => Results.Ok(
                await answers.OfAsync(changed.Page, CancellationToken.None)
            ),
            TreeChange.Refused refused => Refuse(refused.Why),
            _ => throw new UnreachableException(),
        };

    /// <summary>Makes a page. Under a key that was kept before, it answers what was answered then, or makes the page that was begun then.</summary>
    public async Task<IResult> CreateAsync(HttpContext http, NewPage page, KeptRequest? request)
    {
        var kept = request is null ? null : await keys.ClaimAsync(request, CancellationToken.None);
        if (kept?.Fingerprint != request?.Fingerprint)
        {
            return Problem.Of(
                ProblemKind.KeyReused,
                "The header Idempotency-Key names a request that asked for something else. Take a new key for a new request."
            );
        }
        if (kept?.Answer is { } answer)
        {
            return Answer(http, answer);
        }
        var wish = page with { Id = kept?.Page };
        switch (await creator.CreateAsync(wish, CancellationToken.None))
        {
            case CreateResult.Created created:
                var made = JsonSerializer.Serialize(
                    await answers.OfAsync(created.Page, CancellationToken.None),
                    json.Value.SerializerOptions
                );
                return Answer(
                    http,
                    kept is null ? made : await keys.AnswerAsync(kept, made, CancellationToken.None)
                );
            case CreateResult.Refused { Tree: { } why }:
                return Refuse(why);
            case CreateResult.Refused refused:
                return Problem.Of(ProblemKind.Invalid, refused.Why);
            default:
                throw new UnreachableException();
        }
    }

    private IResult Answer(HttpContext http, string made)
    {
        var page = JsonSerializer.Deserialize<PageAnswer>(made, json.Value.SerializerOptions)!;
        http.Response.Headers.Location = $"{ApiFeature.Root}/pages/{page.Id}";
        http.Response.Headers.ETag = page.Version?.Etag;
        return Results.Text(made, ApiBody.Json, statusCode: StatusCodes.Status201Created);
    }

    private static Problem Refuse(TreeRefusal why) =>
        Problem.Of(
            why switch
            {
                TreeRefusal.NoSuchPage => ProblemKind.NotFound,
                TreeRefusal.SlugTaken
                or TreeRefusal.UnderItself
                or TreeRefusal.NotTrashed
                or TreeRefusal.Stale
                or TreeRefusal.TooManyPages
                or TreeRefusal.TooDeep => ProblemKind.TreeConflict,
                _ => ProblemKind.Invalid,
            },
            why.Explain()
        );
}
