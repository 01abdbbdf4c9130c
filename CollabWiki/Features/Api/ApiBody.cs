using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CollabWiki.Core.Pages;
using Microsoft.Net.Http.Headers;

namespace CollabWiki.Features.Api;

/// <summary>Reads the bodies of requests, strictly and no further than they may go.</summary>
internal static class ApiBody
{
    public const string Markdown = "text/markdown";
    public const string Plain = "text/plain";
    public const string Json = "application/json";

    /// <summary>A text of the greatest length may be six times as long as JSON.</summary>
    private const int MaxJson = (6 * PageText.MaxBytes) + (64 * 1024);

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        AllowDuplicateProperties = false,
        NumberHandling = JsonNumberHandling.Strict,
        PropertyNameCaseInsensitive = false,
        RespectNullableAnnotations = true,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>The text of a page, the same bytes that came.</summary>
    public static async Task<Outcome<string>> ReadTextAsync(HttpRequest request)
    {
        if (CheckType(request, Markdown, Plain) is { } wrong)
        {
            return wrong;
        }
        var read = await ReadAsync(request, PageText.MaxBytes);
        return read.Value is not { } bytes ? read.Problem!
            : PageText.TryDecode(bytes, out var text, out var refusal) ? text
            : Refuse(refusal);
    }

    /// <summary>JSON with the members of <typeparamref name="T"/> and no others, and the bytes that it came as.</summary>
    public static async Task<Outcome<JsonBody<T>>> ReadJsonAsync<T>(HttpRequest request)
        where T : class
    {
        if (CheckType(request, Json) is { } wrong)
        {
            return wrong;
        }
        var read = await ReadAsync(request, MaxJson);
        if (read.Value is not { } bytes)
        {
            return read.Problem!;
        }
        if (!Utf8.IsValid(bytes))
        {
            return Refuse(TextRefusal.NotUtf8);
        }
        try
        {
            return JsonSerializer.Deserialize<T>(bytes, Strict) is { } value
                ? new JsonBody<T>(value, bytes)
                : Problem.Of(ProblemKind.BadRequest, "The body must be a JSON object.");
        }
        catch (JsonException malformed)
        {
            return Problem.Of(
                ProblemKind.BadRequest,
                $"The body isn’t the JSON that this request takes: {malformed.Message}"
            );
        }
    }

    public static Problem Refuse(TextRefusal refusal) =>
        Problem.Of(
            refusal switch
            {
                TextRefusal.TooLarge => ProblemKind.TooLarge,
                TextRefusal.NotUtf8 => ProblemKind.NotUtf8,
                _ => ProblemKind.TextRefused,
            },
            refusal.Explain()
        );

    private static Problem? CheckType(HttpRequest request, params ReadOnlySpan<string> wanted)
    {
        var isRight =
            request.Headers.ContentEncoding.Count == 0
            && MediaTypeHeaderValue.TryParse(request.ContentType, out var type)
            && wanted.Contains(type.MediaType.Value?.ToLowerInvariant() ?? "")
            && (
                !type.Charset.HasValue
                || type.Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase)
            );
        return isRight
            ? null
            : Problem.Of(
                ProblemKind.MediaType,
                $"Send the body in UTF-8, not compressed, with the header “Content-Type: {wanted[0]}”."
            );
    }

    private static async Task<Outcome<byte[]>> ReadAsync(HttpRequest request, int most)
    {
        using var bytes = new MemoryStream((int)Math.Min(request.ContentLength ?? 0, most));
        var buffer = new byte[16 * 1024];
        var isTooLong = request.ContentLength > most;
        int read;
        while (
            !isTooLong
            && (read = await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted)) > 0
        )
        {
            isTooLong = bytes.Length + read > most;
            bytes.Write(buffer, 0, read);
        }
        return isTooLong ? Refuse(TextRefusal.TooLarge) : bytes.ToArray();
    }
}

/// <summary>What a body of JSON says, and the bytes that it came as.</summary>
internal sealed record JsonBody<T>(T Value, byte[] Bytes);
