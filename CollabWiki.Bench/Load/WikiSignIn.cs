using System.Net;
using System.Text.RegularExpressions;

namespace CollabWiki.Bench.Load;

/// <summary>Signs in as a browser does, with the form.</summary>
internal static partial class WikiSignIn
{
    /// <summary>The cookies of a sign-in, as one header.</summary>
    /// <exception cref="InvalidOperationException">The name or the password is wrong.</exception>
    public static async Task<string> CookiesAsync(
        Uri wiki,
        string name,
        string password,
        CancellationToken ct
    )
    {
        var cookies = new CookieContainer();
        using var handler = new HttpClientHandler
        {
            CookieContainer = cookies,
            AllowAutoRedirect = false,
        };
        using var browser = new HttpClient(handler) { BaseAddress = wiki };
        var html = await browser.GetStringAsync(new Uri("account/signin", UriKind.Relative), ct);
        var fields = Hidden()
            .Matches(html)
            .Select(match =>
                KeyValuePair.Create(match.Groups["name"].Value, match.Groups["value"].Value)
            )
            .DistinctBy(field => field.Key)
            .Append(new("Form.Name", name))
            .Append(new("Form.Password", password));
        using var form = new FormUrlEncodedContent(fields);
        using var answer = await browser.PostAsync(
            new Uri("account/signin", UriKind.Relative),
            form,
            ct
        );
        return answer.StatusCode == HttpStatusCode.Redirect
            ? cookies.GetCookieHeader(wiki)
            : throw new InvalidOperationException($"{name} could not sign in at {wiki}.");
    }

    [GeneratedRegex(
        """<input type="hidden" name="(?<name>[^"]+)" value="(?<value>[^"]*)" />""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Hidden();
}
