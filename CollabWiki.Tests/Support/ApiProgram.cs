using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Tokens;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Support;

/// <summary>A program that talks to the REST API of a running host, with a token or without one.</summary>
internal sealed class ApiProgram : IDisposable
{
    private readonly HttpClient http;

    public ApiProgram(Uri address, string? token = null)
    {
        http = new HttpClient(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                RequestHeaderEncodingSelector = (_, _) => Encoding.UTF8,
                // Long enough that a request with “Expect” always waits for the server’s word.
                Expect100ContinueTimeout = TimeSpan.FromMinutes(5),
            }
        )
        {
            BaseAddress = new Uri(address, "/api/v1/"),
        };
        if (token is not null)
        {
            http.DefaultRequestHeaders.Authorization = new("Bearer", token);
        }
    }

    /// <summary>A program with a new token of an account.</summary>
    public static async Task<ApiProgram> OfAsync(
        WikiHost host,
        UserId user,
        TokenScope scope = TokenScope.Write
    ) => new(host.Address, (await TokenAsync(host, user, scope)).Text.Reveal());

    public static async Task<TokenResult.Made> TokenAsync(
        WikiHost host,
        UserId user,
        TokenScope scope = TokenScope.Write,
        int? days = null
    ) =>
        Assert.IsType<TokenResult.Made>(
            await host
                .Services.GetRequiredService<AccessTokens>()
                .CreateAsync(TokenId.New(), user, "Test", scope, days, default)
        );

    public static string Tag(PageId page, int version) =>
        $"\"{version}-{page.Value.ToString("N")[^8..]}\"";

    public async Task<ApiAnswer> SendAsync(
        string method,
        string path,
        HttpContent? body = null,
        params (string Name, string Value)[] headers
    )
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path) { Content = body };
        foreach (var (name, value) in headers)
        {
            Assert.True(request.Headers.TryAddWithoutValidation(name, value));
        }
        using var answer = await http.SendAsync(request);
        return new ApiAnswer(
            (int)answer.StatusCode,
            answer.Headers.ToDictionary(
                h => h.Key,
                h => string.Join(", ", h.Value),
                StringComparer.OrdinalIgnoreCase
            ),
            answer.Content.Headers.ContentType?.MediaType ?? "",
            await answer.Content.ReadAsByteArrayAsync()
        )
        {
            Allow = [.. answer.Content.Headers.Allow],
        };
    }

    public Task<ApiAnswer> GetAsync(string path) => SendAsync("GET", path);

    public Task<ApiAnswer> PutAsync(PageId page, string text, int from) =>
        PutAsync(page, Text(text), Tag(page, from));

    public Task<ApiAnswer> PutAsync(PageId page, HttpContent body, string tag) =>
        SendAsync("PUT", $"pages/{page}/text", body, ("If-Match", tag));

    public Task<ApiAnswer> CreateAsync(object body, params (string, string)[] headers) =>
        SendAsync("POST", "spaces/TEAM/pages", JsonContent.Create(body), headers);

    public static HttpContent Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public static HttpContent Bytes(byte[] bytes, string type = "text/markdown")
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return content;
    }

    public void Dispose() => http.Dispose();
}

/// <summary>What the API answered.</summary>
internal sealed record ApiAnswer(
    int Status,
    IReadOnlyDictionary<string, string> Headers,
    string ContentType,
    byte[] Bytes
)
{
    public IReadOnlyList<string> Allow { get; init; } = [];

    public string Text => Encoding.UTF8.GetString(Bytes);

    public JsonElement Json => JsonDocument.Parse(Bytes).RootElement;

    public string? ETag => Headers.GetValueOrDefault("ETag");

    /// <summary>Checks that this is a problem of a kind, told as RFC 9457 has it.</summary>
    public ApiAnswer ShouldBe(int status, string problem)
    {
        Assert.Equal((status, problem), (Status, Status < 400 ? Text : ProblemName));
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.False(string.IsNullOrEmpty(Json.GetProperty("title").GetString()));
        Assert.False(string.IsNullOrEmpty(Json.GetProperty("detail").GetString()));
        return this;
    }

    private string ProblemName =>
        Json.GetProperty("type")
            .GetString()!
            .Replace("urn:collabwiki:problem:", "", StringComparison.Ordinal);
}
