using System.Net;
using System.Net.Http.Headers;
using System.Text;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Host;

[Trait("layer", "host")]
public sealed class PreviewEndpointTests : IAsyncLifetime
{
    private WikiHost host = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        host = await WikiHost.StartAsync();
        await host.NewPageAsync("Text");
        client = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false })
        {
            BaseAddress = host.Address,
        };
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await host.DisposeAsync();
    }

    [Fact]
    public async Task An_editor_sees_the_text_drawn()
    {
        var answer = await PostAsync(Some.Anna, "**bold** <script>alert(1)</script>"u8.ToArray());

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal("text/html", answer.Content.Headers.ContentType?.MediaType);
        var html = await answer.Content.ReadAsStringAsync();
        Assert.Contains("<strong>bold</strong>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("script", html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_reader_gets_no_preview() =>
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await PostAsync(WikiHost.Rita, "x"u8.ToArray())).StatusCode
        );

    [Fact]
    public async Task Another_site_can_not_ask_for_one() =>
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await PostAsync(Some.Anna, "x"u8.ToArray(), header: null)).StatusCode
        );

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_text_that_no_page_can_hold_is_refused(bool chunked) =>
        Assert.Equal(
            HttpStatusCode.RequestEntityTooLarge,
            (
                await PostAsync(Some.Anna, new byte[PageText.MaxBytes + 1], chunked: chunked)
            ).StatusCode
        );

    [Fact]
    public async Task What_is_not_utf8_is_refused() =>
        Assert.Equal(
            HttpStatusCode.BadRequest,
            (await PostAsync(Some.Anna, Encoding.Latin1.GetBytes("é"))).StatusCode
        );

    private async Task<HttpResponseMessage> PostAsync(
        UserId user,
        byte[] text,
        string? header = "collabwiki",
        bool chunked = false
    )
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/wiki/TEAM/a-page/preview");
        request.Headers.Add(WikiHost.UserHeader, user.ToString());
        request.Headers.TransferEncodingChunked = chunked;
        if (header is not null)
        {
            request.Headers.Add("X-Requested-With", header);
        }
        request.Content = new ByteArrayContent(text);
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("text/markdown");
        return await client.SendAsync(request);
    }
}
