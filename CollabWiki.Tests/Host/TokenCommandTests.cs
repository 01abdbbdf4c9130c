using CollabWiki.Commands;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Tokens;
using CollabWiki.Hosting;
using CollabWiki.Nodes;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Host;

/// <summary>"collabwiki token …". In a collection of its own: what it prints is caught from the console.</summary>
[Trait("layer", "host")]
[Collection(nameof(TokenCommandTests))]
[CollectionDefinition(nameof(TokenCommandTests), DisableParallelization = true)]
public sealed class TokenCommandTests : IAsyncLifetime
{
    private readonly TempFolder folder = new(inMemory: true);
    private readonly WikiUser anna = Some.User("anna");

    public async ValueTask InitializeAsync()
    {
        await using var services = Services();
        Assert.True(
            await services.GetRequiredService<IAccountStore>().TryCreateAsync(anna, default)
        );
    }

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_token_is_made_listed_and_taken_back()
    {
        var (code, made) = await RunAsync(
            "create",
            "--user",
            "ANNA",
            "--name",
            "Nightly",
            "--write",
            "--days",
            "30"
        );
        Assert.Equal(0, code);
        var token = await CheckAsync(made.Trim());
        Assert.NotNull(token);
        Assert.Equal((anna.Id, "Nightly", TokenScope.Write), (token.User, token.Name, token.Scope));
        Assert.Equal(token.CreatedAt.AddDays(30), token.ExpiresAt);

        var (_, list) = await RunAsync("list", "--user", "anna");
        Assert.Contains(token.Id.ToString(), list, StringComparison.Ordinal);
        Assert.Contains("Nightly", list, StringComparison.Ordinal);
        Assert.DoesNotContain(TokenText.Prefix, list, StringComparison.Ordinal);

        Assert.Equal(0, (await RunAsync("revoke", token.Id.ToString())).Code);
        Assert.Null(await CheckAsync(made.Trim()));
        Assert.Equal((0, ""), await RunAsync("list", "--user", "anna"));

        Assert.Equal(0, (await RunAsync("revoke", token.Id.ToString())).Code);
        await using var services = Services();
        var trail = await services.GetRequiredService<IAuditStore>().ReadAsync(0, 9, default);
        Assert.Equal(
            [AuditKind.TokenCreated, AuditKind.TokenRevoked],
            trail.Select(link => link.Entry!.Kind)
        );
        Assert.All(
            trail,
            link =>
            {
                Assert.Equal(AuditTarget.Of(anna.Id), link.Entry!.Target);
                Assert.Contains(token.Id.ToString(), link.Body, StringComparison.Ordinal);
                Assert.DoesNotContain(made.Trim(), link.Body, StringComparison.Ordinal);
                Assert.DoesNotContain(token.Hash, link.Body, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public async Task A_token_that_nobody_described_reads_and_has_no_end()
    {
        var (_, made) = await RunAsync("create", "--user", "anna");

        var token = await CheckAsync(made.Trim());
        Assert.Equal((TokenScope.Read, null), (token!.Scope, token.ExpiresAt));
    }

    [Fact]
    public async Task Misuse_is_told()
    {
        Assert.Equal((2, ""), await RunAsync("create", "--user", "nobody"));
        Assert.Equal((2, ""), await RunAsync("create", "--user", "anna", "--days", "0"));
        Assert.Equal((2, ""), await RunAsync("list", "--user", "nobody"));
        Assert.Equal((2, ""), await RunAsync("revoke", "garbage"));
        Assert.Equal((2, ""), await RunAsync("revoke", Guid.NewGuid().ToString()));
        Assert.Equal(2, (await RunAsync("create")).Code);
    }

    private async Task<AccessToken?> CheckAsync(string text)
    {
        await using var services = Services();
        return await services.GetRequiredService<AccessTokens>().CheckAsync(text, default);
    }

    private async Task<(int Code, string Output)> RunAsync(params string[] args)
    {
        var console = Console.Out;
        using var output = new StringWriter();
        Console.SetOut(output);
        try
        {
            return (await CommandLine.RunAsync(["token", .. args], Services), output.ToString());
        }
        finally
        {
            Console.SetOut(console);
        }
    }

    private ServiceProvider Services()
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
            new Dictionary<string, string?> { ["COLLABWIKI_DATA"] = folder.Path }
        );
        return new ServiceCollection()
            .AddLogging()
            .AddStores(configuration.Build())
            .AddNodeLink()
            .BuildServiceProvider();
    }
}
