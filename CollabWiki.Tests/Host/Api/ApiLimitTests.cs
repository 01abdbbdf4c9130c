using System.Globalization;
using CollabWiki.Core.Tokens;
using CollabWiki.Hosting;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Configuration;

namespace CollabWiki.Tests.Host.Api;

[Trait("layer", "host")]
public sealed class ApiLimitTests
{
    [Fact]
    public async Task Whoever_asks_too_often_is_told_to_wait_and_others_are_not()
    {
        // One a minute: none is given back while the test runs.
        await using var host = await WikiHost.StartAsync(
            KeyValuePair.Create("COLLABWIKI_API_RATE", "1")
        );
        using var anna = await ApiProgram.OfAsync(host, Some.Anna);
        using var ben = await ApiProgram.OfAsync(host, Some.Ben);
        Assert.Equal(200, (await anna.GetAsync("spaces")).Status);

        var refused = (await anna.GetAsync("spaces")).ShouldBe(429, "rate-limited");

        Assert.InRange(
            int.Parse(refused.Headers["Retry-After"], CultureInfo.InvariantCulture),
            1,
            60
        );
        Assert.Equal(200, (await ben.GetAsync("spaces")).Status);
        using var http = new HttpClient { BaseAddress = host.Address };
        Assert.Equal(200, (int)(await http.GetAsync("/health")).StatusCode);
    }

    [Fact]
    public async Task Tokens_that_are_made_up_share_the_limit_of_their_network()
    {
        await using var host = await WikiHost.StartAsync(
            KeyValuePair.Create("COLLABWIKI_API_RATE", "4")
        );
        var statuses = new List<int>();
        for (var i = 0; i < 11; i++)
        {
            var token = TokenText.For(TokenId.New());
            using var nobody = new ApiProgram(host.Address, token.Reveal());
            statuses.Add((await nobody.GetAsync("spaces")).Status);
        }

        Assert.Equal([.. Enumerable.Repeat(401, 10), 429], statuses);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("0")]
    [InlineData("-5")]
    public void A_limit_that_is_no_number_is_refused_at_the_start(string value)
    {
        var settings = new Dictionary<string, string?> { ["COLLABWIKI_API_RATE"] = value };
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();

        var failure = Assert.Throws<FormatException>(() => WikiOptions.From(configuration));

        Assert.Contains("COLLABWIKI_API_RATE", failure.Message, StringComparison.Ordinal);
    }
}
