using CollabWiki.Core.Pages;

namespace CollabWiki.Features.Preview;

/// <summary>Reads the text of a request, no further than a page's text may go.</summary>
internal static class PreviewBody
{
    /// <summary>Null when it is longer.</summary>
    public static async Task<ReadOnlyMemory<byte>?> ReadAsync(HttpRequest request)
    {
        if (request.ContentLength > PageText.MaxBytes)
        {
            return null;
        }
        using var bytes = new MemoryStream((int)(request.ContentLength ?? 0));
        var buffer = new byte[16 * 1024];
        int read;
        while (
            (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0
        )
        {
            if (bytes.Length + read > PageText.MaxBytes)
            {
                return null;
            }
            bytes.Write(buffer, 0, read);
        }
        return bytes.ToArray();
    }
}
