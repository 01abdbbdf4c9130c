using System.Globalization;
using CollabWiki.Core.Pages;
using Microsoft.Net.Http.Headers;

namespace CollabWiki.Features.Api;

/// <summary>The version that the header If-Match names.</summary>
internal sealed record StatedVersion(Version Number);

/// <summary>
/// The ETag of a version of a page's text: "7-1f0a93c4", its number and the end of the page's id. The number alone would let a tag of another page
/// pass, and a text be merged with one that it never came from.
/// </summary>
internal static class VersionTag
{
    private const int IdDigits = 8;

    private static readonly Problem Malformed = Problem.Of(
        ProblemKind.IfMatchMalformed,
        "If-Match takes one ETag as this API gives them, such as \"7-1f0a93c4\", with its quotation marks."
    );

    public static string Of(PageId page, Version version) => $"\"{version}-{EndOf(page)}\"";

    /// <summary>Reads If-Match, which must be there.</summary>
    public static Outcome<StatedVersion> Require(HttpRequest request, PageId page, Version head) =>
        request.Headers.IfMatch.Count > 0
            ? Read(request, page, head)
            : Problem.Of(
                ProblemKind.IfMatchRequired,
                "Say in the header If-Match which version your text started from: the ETag that came with it."
            );

    /// <summary>Reads If-Match.</summary>
    public static Outcome<StatedVersion> Read(HttpRequest request, PageId page, Version head)
    {
        if (
            !EntityTagHeaderValue.TryParseStrictList(
                [.. request.Headers.IfMatch.OfType<string>()],
                out var tags
            )
            || tags is not [var tag]
            || tag.Tag.ToString().Trim('"').Split('-') is not [var number, var end]
            || !Version.TryParse(number, out var version)
            || end.Length != IdDigits
        )
        {
            return Malformed;
        }
        return tag.IsWeak
                ? Fail(
                    "The ETag is a weak one, perhaps made so by a proxy that compresses. Send it as the wiki gave it."
                )
            : end != EndOf(page) ? Fail("The ETag is another page’s.")
            : version > head
                ? Fail(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"The page has no version {version}: its newest is {head}."
                    )
                )
            : new StatedVersion(version);
    }

    private static Problem Fail(string why) => Problem.Of(ProblemKind.Precondition, why);

    // The end of an id is chance; its beginning is the time it was made at.
    private static string EndOf(PageId page) => page.Value.ToString("N")[^IdDigits..];
}
