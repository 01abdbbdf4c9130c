namespace CollabWiki.Features.Api;

/// <summary>Sees to it that each failure below /api is answered with a problem, whoever found it; nothing there is for people's eyes.</summary>
internal sealed class ProblemAnswers(RequestDelegate next, ILogger<ProblemAnswers> log)
{
    public async Task InvokeAsync(HttpContext context)
    {
        var response = context.Response;
        try
        {
            await next(context);
        }
        catch (BadHttpRequestException bad) when (!response.HasStarted)
        {
            response.Clear();
            response.StatusCode = bad.StatusCode;
        }
        catch (Exception failure)
            when (!response.HasStarted && !context.RequestAborted.IsCancellationRequested)
        {
            log.LogError(
                failure,
                "{Method} {Path} failed.",
                context.Request.Method,
                context.Request.Path
            );
            response.Clear();
            response.StatusCode = StatusCodes.Status500InternalServerError;
        }
        if (response.HasStarted || response.StatusCode < 400 || response.ContentType is not null)
        {
            return;
        }
        if (
            HttpMethods.IsOptions(context.Request.Method)
            && response.StatusCode == StatusCodes.Status405MethodNotAllowed
        )
        {
            response.Headers.Allow = response.Headers.Allow + ", OPTIONS";
            response.StatusCode = StatusCodes.Status204NoContent;
            return;
        }
        await Of(response.StatusCode).ExecuteAsync(context);
    }

    private static Problem Of(int status) =>
        status switch
        {
            404 => Problem.Of(
                ProblemKind.NotFound,
                "There is nothing at this address, or nothing that you may know of."
            ),
            405 => Problem.Of(
                ProblemKind.Method,
                "The header Allow lists the methods that this address knows."
            ),
            413 => Problem.Of(
                ProblemKind.TooLarge,
                "The body is longer than any request’s may be."
            ),
            415 => Problem.Of(
                ProblemKind.MediaType,
                "Texts are sent as “Content-Type: text/markdown” or “text/plain”, all else as “application/json”."
            ),
            500 => Problem.Of(
                ProblemKind.Internal,
                "Nothing is known to be wrong with the request. Try again in a moment."
            ),
            _ => Problem.Of(
                ProblemKind.BadRequest with
                {
                    Status = status,
                },
                "A part of the address, a header or the body isn’t what this request takes."
            ),
        };
}
