using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CollabWiki.Core.Access;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Requests;

namespace CollabWiki.Features.Api;

/// <summary>Making a page, once for each key.</summary>
internal static class NewPageEndpoint
{
    public const string KeyHeader = "Idempotency-Key";

    public static void MapNewPages(this RouteGroupBuilder api) =>
        api.MapPost("/spaces/{space}/pages", CreateAsync)
            .WithName("createPage")
            .WithTags("Pages")
            .WithSummary("Make a page")
            .WithDescription(
                "With the header Idempotency-Key the same request can be sent again, for 24 hours, and makes one page all the same."
            )
            .Accepts<PageWish>(ApiBody.Json)
            .Produces<PageAnswer>(201)
            .Problems(403, 404, 409, 413, 415, 422);

    private static async Task<IResult> CreateAsync(
        string space,
        HttpContext http,
        ApiEntry entry,
        PageMaker maker,
        TimeProvider clock
    )
    {
        var entered = await entry.SpaceAsync(http, space, Verb.Edit);
        if (entered.Value is null)
        {
            return entered.Problem!;
        }
        if (!TryReadKey(http.Request, out var key))
        {
            return Problem.Of(
                ProblemKind.BadRequest,
                $"The header {KeyHeader} takes 1 to {KeptRequest.MaxKey} visible characters of ASCII, such as a UUID."
            );
        }
        var body = await ApiBody.ReadJsonAsync<PageWish>(http.Request);
        if (body.Value is not { Value: var wish, Bytes: var bytes })
        {
            return body.Problem!;
        }
        entered = await entry.SpaceAsync(http, space, Verb.Edit);
        if (entered.Value is not { } visit)
        {
            return entered.Problem!;
        }
        var read = Read(wish, visit);
        if (read.Value is not { } page)
        {
            return read.Problem!;
        }
        var request = key is null
            ? null
            : new KeptRequest
            {
                User = visit.User,
                Key = key,
                Fingerprint = Fingerprint(visit, bytes),
                Page = PageId.New(),
                At = clock.GetUtcNow(),
            };
        return await maker.CreateAsync(http, page, request);
    }

    private static Outcome<NewPage> Read(PageWish wish, ApiVisit visit)
    {
        if (PageText.Check(wish.Text) is { } refusal)
        {
            return ApiBody.Refuse(refusal);
        }
        Slug slug = default;
        if (wish.Slug is not null && !Slug.TryParse(wish.Slug, out slug))
        {
            return Problem.Of(ProblemKind.Invalid, TreeRefusal.SlugMalformed.Explain());
        }
        if (!PlaceWish.TryRead(wish.Parent, out var parent))
        {
            return Problem.Of(ProblemKind.Invalid, "“parent” takes the id of a page, or null.");
        }
        return new NewPage(visit.Space.Key, wish.Title, wish.Text, visit.User)
        {
            Slug = wish.Slug is null ? null : slug,
            Parent = parent,
            From = visit.By.From,
        };
    }

    private static bool TryReadKey(HttpRequest request, out string? key)
    {
        var sent = request.Headers[KeyHeader];
        key = sent is [{ } one] ? one : null;
        return sent.Count == 0
            || (
                key?.Length is > 0 and <= KeptRequest.MaxKey
                && key.All(c => c is > ' ' and < '\x7f')
            );
    }

    private static string Fingerprint(ApiVisit visit, byte[] body)
    {
        var space = Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"POST {visit.Space.Key}\n")
        );
        return Convert.ToHexString(SHA256.HashData([.. space, .. body]));
    }
}
