using System.Text;
using System.Text.RegularExpressions;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Activity;

/// <summary>What entries speak of by id, in the names that it has now.</summary>
public sealed partial class AuditNames(People people, SpaceTrees trees)
{
    public async Task<string> PersonAsync(UserId? id, CancellationToken ct) =>
        id is { } known ? (await people.GetAsync(known, ct)).Name : "Somebody not signed in";

    /// <summary>The page, wherever it is now; null when there is none.</summary>
    public async Task<Page?> FindPageAsync(AuditTarget target, CancellationToken ct) =>
        target.Page is { } id ? (await trees.FindAsync(id, ct))?.Page : null;

    public async Task<string> TargetAsync(AuditTarget target, CancellationToken ct)
    {
        if (target.Account is { } account)
        {
            return await PersonAsync(account, ct);
        }
        if (target.Page is not null)
        {
            return (await FindPageAsync(target, ct))?.Title ?? "a page that is gone";
        }
        var space = target.Name.StartsWith("space:", StringComparison.Ordinal);
        return space ? $"Space {target.Name["space:".Length..]}" : "The wiki";
    }

    /// <summary>Details with names in place of ids.</summary>
    public async Task<string> DetailsAsync(string details, CancellationToken ct)
    {
        var text = new StringBuilder();
        var at = 0;
        foreach (var match in Ids().Matches(details).Cast<Match>())
        {
            text.Append(details, at, match.Index - at)
                .Append('“')
                .Append(await TargetAsync(new AuditTarget(match.Value), ct))
                .Append('”');
            at = match.Index + match.Length;
        }
        return text.Append(details, at, details.Length - at).ToString();
    }

    [GeneratedRegex(
        "(account|page):[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Ids();
}
