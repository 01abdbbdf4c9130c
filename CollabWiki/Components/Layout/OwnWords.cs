namespace CollabWiki.Components.Layout;

/// <summary>For pages that say themselves what is wrong.</summary>
internal static class OwnWords
{
    /// <summary>Answers with a status code and the page that is being rendered. Said only when the answer starts: Blazor writes nothing for a 404 that it sees.</summary>
    public static void Refuse(this HttpContext http, int status) =>
        http.Response.OnStarting(() =>
        {
            http.Response.StatusCode = status;
            return Task.CompletedTask;
        });
}
