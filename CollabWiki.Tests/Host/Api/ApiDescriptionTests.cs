using System.Text.Json;
using CollabWiki.Tests.Support;
using Microsoft.OpenApi;
using Microsoft.OpenApi.Reader;

namespace CollabWiki.Tests.Host.Api;

/// <summary>The description of the API at /openapi/v1.json, and the page that shows it.</summary>
[Trait("layer", "host")]
public sealed class ApiDescriptionTests : ApiTests
{
    [Fact]
    public async Task The_description_is_valid_and_names_what_there_is()
    {
        var document = await ReadAsync();

        Assert.Equal("CollabWiki", document.Info.Title);
        Assert.Equal(
            [
                "/api/v1/pages/{page}",
                "/api/v1/pages/{page}/restore",
                "/api/v1/pages/{page}/text",
                "/api/v1/pages/{page}/versions",
                "/api/v1/pages/{page}/versions/{number}",
                "/api/v1/pages/{page}/versions/{number}/restore",
                "/api/v1/pages/{page}/versions/{number}/text",
                "/api/v1/spaces",
                "/api/v1/spaces/{space}",
                "/api/v1/spaces/{space}/pages",
            ],
            document.Paths.Keys.Order(StringComparer.Ordinal)
        );
        var operations = Operations(document).ToList();
        Assert.Equal(
            operations.Count,
            operations.Select(one => one.Operation.OperationId).Distinct().Count()
        );
        Assert.All(operations, one => Assert.False(string.IsNullOrEmpty(one.Operation.Summary)));
        Assert.All(
            operations.SelectMany(one => one.Operation.Parameters ?? []),
            parameter => Assert.False(string.IsNullOrEmpty(parameter.Description), parameter.Name)
        );
        Assert.Equal(
            JsonSchemaType.Integer,
            document.Components!.Schemas!["VersionAnswer"].Properties!["number"].Type
        );
        Assert.Equal("bearer", document.Components.SecuritySchemes!["accessToken"].Scheme);
        Assert.NotNull(document.Security);
        var put = operations.Single(one => one.Operation.OperationId == "putText").Operation;
        Assert.Contains(
            put.Parameters!,
            parameter => parameter is { Name: "If-Match", Required: true }
        );
        Assert.NotNull(put.RequestBody!.Content!["text/markdown"].Example);
        Assert.Superset(
            new HashSet<string>
            {
                "200",
                "400",
                "401",
                "403",
                "404",
                "409",
                "412",
                "413",
                "415",
                "428",
                "429",
            },
            put.Responses!.Keys.ToHashSet()
        );
    }

    [Fact]
    public async Task Each_request_in_it_answers_as_it_says_and_none_without_a_token()
    {
        using var nobody = new ApiProgram(Host.Address);
        var asked = 0;
        foreach (var (path, method, operation) in Operations(await ReadAsync()))
        {
            var page = await Host.NewPageAsync("Text");
            var address = path.Replace("{space}", "TEAM", StringComparison.Ordinal)
                .Replace("{page}", page.ToString(), StringComparison.Ordinal)
                .Replace("{number}", "1", StringComparison.Ordinal);
            (await nobody.SendAsync(method, address)).ShouldBe(401, "token-missing");
            if (operation.OperationId == "restorePage")
            {
                await Host.TrashAsync(page);
            }

            var answer = await Anna.SendAsync(
                method,
                address,
                Body(operation),
                ("If-Match", ApiProgram.Tag(page, 1))
            );

            Assert.True(
                answer.Status is >= 200 and < 300,
                $"{method} {address}: {answer.Status} {answer.Text}"
            );
            Assert.Contains($"{answer.Status}", operation.Responses!.Keys);
            asked++;
        }
        Assert.Equal(14, asked);
    }

    [Fact]
    public async Task The_page_that_shows_it_brings_all_that_it_needs()
    {
        using var http = new HttpClient { BaseAddress = Host.Address };
        var answer = await http.GetAsync("/openapi/");
        var html = await answer.Content.ReadAsStringAsync();

        Assert.Equal(200, (int)answer.StatusCode);
        var policy = string.Join(' ', answer.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'nonce-", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("http", policy, StringComparison.Ordinal);
        foreach (
            var part in html.Split('"').Where(part => part.Contains("//", StringComparison.Ordinal))
        )
        {
            Assert.Fail($"The page names another host: {part}");
        }
        Assert.Contains("openapi/v1.json", html, StringComparison.Ordinal);
        var policies = (await http.GetAsync("/account/signin")).Headers.GetValues(
            "Content-Security-Policy"
        );
        Assert.DoesNotContain("nonce", string.Join(' ', policies), StringComparison.Ordinal);
    }

    private static HttpContent? Body(OpenApiOperation operation)
    {
        var content = operation.RequestBody?.Content?.First();
        return content is not { Value.Example: { } example, Key: var type } ? null
            : type == "application/json"
                ? ApiProgram.Bytes(JsonSerializer.SerializeToUtf8Bytes(example), type)
            : ApiProgram.Text(example.GetValue<string>());
    }

    private static IEnumerable<(string Path, string Method, OpenApiOperation Operation)> Operations(
        OpenApiDocument document
    ) =>
        from path in document.Paths
        from operation in path.Value.Operations ?? []
        select (path.Key, operation.Key.Method, operation.Value);

    private async Task<OpenApiDocument> ReadAsync()
    {
        using var http = new HttpClient { BaseAddress = Host.Address };
        await using var json = new MemoryStream(await http.GetByteArrayAsync("/openapi/v1.json"));
        var read = await OpenApiDocument.LoadAsync(json, "json", new OpenApiReaderSettings());
        Assert.Empty(read.Diagnostic!.Errors);
        Assert.Empty(read.Diagnostic.Warnings);
        return read.Document!;
    }
}
