using System.CommandLine;
using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Tokens;
using CollabWiki.Hosting;

namespace CollabWiki.Commands;

/// <summary>"collabwiki token create", "list" and "revoke": personal access tokens without a browser, for whoever may read the server's data anyway.</summary>
internal static class TokenCommands
{
    private const string Time = "yyyy-MM-dd HH:mm 'UTC'";

    public static Command Token(Func<ServiceProvider> services) =>
        new("token", "Make, list and revoke personal access tokens for the REST API.")
        {
            Create(services),
            List(services),
            Revoke(services),
        };

    private static Command Create(Func<ServiceProvider> services)
    {
        var user = User();
        var name = new Option<string>("--name")
        {
            Description = "What the token is for.",
            DefaultValueFactory = _ => "Command line",
        };
        var write = new Option<bool>("--write")
        {
            Description = "The token may write too, not only read.",
        };
        var days = new Option<int?>("--days")
        {
            Description = "For how many days it is good; without an end when left out.",
        };
        var command = new Command("create", "Make a token. Standard output gets the token alone.")
        {
            user,
            name,
            write,
            days,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                var who = parsed.GetRequiredValue(user);
                var account = await FindAsync(provider, who, ct);
                var result = await provider
                    .GetRequiredService<AccessTokens>()
                    .CreateAsync(
                        TokenId.New(),
                        account?.Id ?? default,
                        parsed.GetRequiredValue(name),
                        parsed.GetValue(write) ? TokenScope.Write : TokenScope.Read,
                        parsed.GetValue(days),
                        ct
                    );
                if (result is not TokenResult.Made made)
                {
                    return await RefuseAsync(((TokenResult.Refused)result).Why.Explain());
                }
                await provider
                    .GetRequiredService<AuditTrail>()
                    .RecordMadeAsync(made.Token, CommandActor.Me);
                await Console.Error.WriteLineAsync($"{made.Token.Id}  {Describe(made.Token)}");
                Console.WriteLine(made.Text.Reveal());
                return 0;
            }
        );
        return command;
    }

    private static Command List(Func<ServiceProvider> services)
    {
        var user = User();
        var command = new Command("list", "List the tokens of an account that weren’t revoked.")
        {
            user,
        };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                if (await FindAsync(provider, parsed.GetRequiredValue(user), ct) is not { } account)
                {
                    return await RefuseAsync(TokenRefusal.NoSuchAccount.Explain());
                }
                var tokens = provider.GetRequiredService<AccessTokens>();
                foreach (var token in await tokens.ListAsync(account.Id, ct))
                {
                    Console.WriteLine($"{token.Id}  {Describe(token)}");
                }
                return 0;
            }
        );
        return command;
    }

    private static Command Revoke(Func<ServiceProvider> services)
    {
        var id = new Argument<string>("id") { Description = "The token’s id, as “list” shows it." };
        var command = new Command("revoke", "Take a token back. It stops working at once.") { id };
        command.SetAction(
            async (parsed, ct) =>
            {
                await using var provider = services();
                var tokens = provider.GetRequiredService<AccessTokens>();
                if (
                    !TokenId.TryParse(parsed.GetRequiredValue(id), out var token)
                    || await tokens.RevokeAsync(token, user: null, ct) is not { } revoked
                )
                {
                    return await RefuseAsync("There is no token of this id.");
                }
                await provider
                    .GetRequiredService<AuditTrail>()
                    .RecordRevokedAsync(revoked, CommandActor.Me);
                return 0;
            }
        );
        return command;
    }

    private static Option<string> User() =>
        new("--user") { Description = "The name the account signs in by.", Required = true };

    private static Task<WikiUser?> FindAsync(
        ServiceProvider provider,
        string name,
        CancellationToken ct
    ) => provider.GetRequiredService<IAccountStore>().FindByNameAsync(name, ct);

    private static async Task<int> RefuseAsync(string why)
    {
        await Console.Error.WriteLineAsync(why);
        return CommandLine.Misuse;
    }

    private static string Describe(AccessToken token) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{(token.Scope == TokenScope.Write ? "read and write" : "read"), -14}  made {At(token.CreatedAt)}, ends {At(token.ExpiresAt)}, used {At(token.UsedAt)}  {token.Name}"
        );

    private static string At(DateTimeOffset? time) =>
        time?.UtcDateTime.ToString(Time, CultureInfo.InvariantCulture) ?? "never";
}
