using Microsoft.AspNetCore.Mvc;

namespace CollabWiki.Features.Api;

/// <summary>An answer that says what went wrong, as RFC 9457 has it.</summary>
internal sealed class Problem(ProblemDetails details) : IResult
{
    public const string ContentType = "application/problem+json";

    public static Problem Of(ProblemKind kind, string detail) =>
        new(Fill(new ProblemDetails(), kind, detail));

    public static T Fill<T>(T details, ProblemKind kind, string detail)
        where T : ProblemDetails
    {
        details.Type = kind.Type;
        details.Title = kind.Title;
        details.Status = kind.Status;
        details.Detail = detail;
        return details;
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = details.Status ?? StatusCodes.Status500InternalServerError;
        response.Headers.CacheControl = "no-store";
        if (response.StatusCode == StatusCodes.Status401Unauthorized)
        {
            response.Headers.WWWAuthenticate =
                details.Type == ProblemKind.TokenInvalid.Type
                    ? "Bearer realm=\"CollabWiki\", error=\"invalid_token\""
                    : "Bearer realm=\"CollabWiki\"";
        }
        // As what it is: a conflict has more to say than other problems.
        return response.WriteAsJsonAsync(
            details,
            details.GetType(),
            options: null,
            ContentType,
            httpContext.RequestAborted
        );
    }
}

/// <summary>Something, or the problem that kept it from being found.</summary>
internal sealed record Outcome<T>(T? Value, Problem? Problem)
    where T : class
{
    public static implicit operator Outcome<T>(T value) => new(value, null);

    public static implicit operator Outcome<T>(Problem problem) => new(null, problem);
}
