using System.Diagnostics;
using System.Text.RegularExpressions;
using CollabWiki.Features.Api;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Host.Api;

/// <summary>The examples in docs/api.md, run as they stand there, with the curl of this machine.</summary>
[Trait("layer", "host")]
public sealed partial class ApiDocsTests : ApiTests
{
    private static readonly string Document = File.ReadAllText(
        Path.Combine(Repository.Root, "docs", "api.md")
    );

    [Fact]
    public async Task Each_curl_in_the_document_gets_the_status_line_that_stands_under_it()
    {
        var variables = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["WIKI"] = Host.Address.ToString().TrimEnd('/'),
            ["TOKEN"] = (await ApiProgram.TokenAsync(Host, Some.Anna)).Text.Reveal(),
        };
        var ran = 0;
        foreach (Match block in Blocks().Matches(Document))
        {
            var code = block.Groups["code"].Value;
            foreach (Match assignment in Assignments().Matches(code))
            {
                // What the document shows is an example; the value is that of the last answer.
                Assert.Contains(assignment.Groups["name"].Value, variables.Keys);
            }
            code = Assignments().Replace(code, "");
            if (!code.Contains("curl", StringComparison.Ordinal))
            {
                continue;
            }
            Assert.True(block.Groups["status"].Success, $"What is answered isn’t said:\n{code}");

            var answer = await RunAsync(code, variables);

            Assert.Equal(
                $"{block.Groups["status"].Value}\n{code}",
                $"{answer.Split('\n')[0].TrimEnd('\r')}\n{code}"
            );
            Take(variables, "PAGE", LastLocation().Match(answer));
            // “head” of a conflict, which is what the document goes on with; else the first version stays the one that all start from.
            if (
                !variables.ContainsKey("ETAG") || answer.Contains(" 409 ", StringComparison.Ordinal)
            )
            {
                Take(
                    variables,
                    "ETAG",
                    answer.Contains(" 409 ", StringComparison.Ordinal)
                        ? HeadTag().Match(answer)
                        : LastTag().Match(answer)
                );
            }
            ran++;
        }
        Assert.InRange(ran, 20, 100);
        Assert.Equal(Curls().Count(Document), ran);
    }

    [Fact]
    public void The_document_lists_each_problem_there_is()
    {
        var listed = ProblemRows()
            .Matches(Document)
            .Select(row => (row.Groups["name"].Value, row.Groups["status"].Value));

        Assert.Equal(ProblemKind.All.Select(kind => (kind.Name, $"{kind.Status}")), listed);
    }

    private static void Take(Dictionary<string, string> variables, string name, Match found)
    {
        if (found.Success)
        {
            variables[name] = found
                .Groups["value"]
                .Value.Replace("\\\"", "\"", StringComparison.Ordinal);
        }
    }

    private static async Task<string> RunAsync(string code, Dictionary<string, string> variables)
    {
        var start = new ProcessStartInfo("bash")
        {
            ArgumentList =
            {
                "-euc",
                "curl() { command curl --silent --show-error \"$@\"; }\n" + code,
            },
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in variables)
        {
            start.Environment[name] = value;
        }
        using var shell = Process.Start(start)!;
        var errors = shell.StandardError.ReadToEndAsync();
        var answer = await shell.StandardOutput.ReadToEndAsync();
        await shell.WaitForExitAsync();
        Assert.True(shell.ExitCode == 0, $"{code}\n{await errors}");
        return answer;
    }

    [GeneratedRegex(
        "```sh\n(?<code>.*?)```\n(```http\n(?<status>[^\n]*)\n)?",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Blocks();

    [GeneratedRegex(
        "^(?<name>[A-Z]+)=.*\n",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Assignments();

    [GeneratedRegex("^curl ", RegexOptions.Multiline | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Curls();

    [GeneratedRegex(
        "^Location: .*/(?<value>[^/\r\n]+)\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LastLocation();

    [GeneratedRegex(
        "^ETag: (?<value>[^\r\n]+)\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex LastTag();

    [GeneratedRegex(
        @"""head"":\{""number"":[0-9]+,""etag"":""(?<value>\\""[^\\]+\\"")""",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex HeadTag();

    [GeneratedRegex(
        @"^\| (?<status>[0-9]{3}) \| `(?<name>[a-z0-9-]+)` \|",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex ProblemRows();
}
