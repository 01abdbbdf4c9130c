using System.Net;
using CollabWiki.Core.Nodes;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Nodes;

/// <summary>Two app nodes on Cassandra that never saw each other before read each other's cookies and forms.</summary>
[Trait("layer", "cassandra")]
public sealed class SharedKeysTests
{
    [Fact]
    public async Task Nodes_that_start_together_on_an_empty_keyspace_make_one_key_and_take_each_others_cookies_and_forms()
    {
        await using var hosts = new TwoHosts();
        await hosts.StartAsync();
        await hosts.First.AddAsync("anna");
        using var browser = hosts.Browser();

        // The form from one node, posted to the other; then its cookie is shown to the first.
        var answer = await HostedWiki.SignInAsync(browser, "anna", HostedWiki.Password);

        Assert.Equal(HttpStatusCode.Redirect, answer.StatusCode);
        for (var i = 0; i < 4; i++)
        {
            var account = await browser.GetAsync("/account");
            Assert.Equal(HttpStatusCode.OK, account.StatusCode);
        }
        var keys = hosts.First.Services.GetRequiredService<IProtectionKeyStore>();
        Assert.Single(await keys.ListAsync(default));
    }
}
