namespace CollabWiki.Core.Accounts;

/// <summary>Finds accounts by a part of name, display name or e-mail.</summary>
public sealed class AccountSearch(IAccountStore accounts)
{
    private const int Chunk = 500;

    /// <summary>At most <paramref name="count"/> matches in the order of their names, those after <paramref name="afterName"/>, and whether there are more.</summary>
    public async Task<AccountPage> FindAsync(
        string text,
        string afterName,
        int count,
        CancellationToken ct
    )
    {
        text = text.Trim();
        var found = new List<WikiUser>();
        var at = afterName;
        while (true)
        {
            var size = text.Length == 0 ? count + 1 : Chunk;
            var users = await accounts.ListAsync(at, size, ct);
            foreach (var user in users.Where(user => IsMatch(user, text)))
            {
                if (found.Count == count)
                {
                    return new AccountPage(found, HasMore: true);
                }
                found.Add(user);
            }
            if (users.Count < size)
            {
                return new AccountPage(found, HasMore: false);
            }
            at = users[^1].Name;
        }
    }

    private static bool IsMatch(WikiUser user, string text) =>
        text.Length == 0
        || user.Name.Contains(text, StringComparison.OrdinalIgnoreCase)
        || user.DisplayName.Contains(text, StringComparison.OrdinalIgnoreCase)
        || user.Email.Contains(text, StringComparison.OrdinalIgnoreCase);
}

/// <summary>A part of the list of accounts.</summary>
public sealed record AccountPage(IReadOnlyList<WikiUser> Accounts, bool HasMore);
