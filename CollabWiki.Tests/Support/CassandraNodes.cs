using System.Diagnostics;
using System.Globalization;

namespace CollabWiki.Tests.Support;

/// <summary>The three nodes that ./test.sh --cluster starts: they can be killed and started again.</summary>
internal static class CassandraNodes
{
    /// <summary>The nodes' addresses, with commas between them.</summary>
    public const string Variable = "COLLABWIKI_TEST_CASSANDRA_NODES";

    /// <summary>The addresses; the test is skipped when none are told.</summary>
    public static string[] Addresses()
    {
        var told = Environment.GetEnvironmentVariable(Variable) ?? "";
        Assert.SkipWhen(
            told.Length == 0,
            $"Needs three Cassandra nodes: ./test.sh --cluster starts them and names them in {Variable}."
        );
        return told.Split(',');
    }

    /// <summary>kill -9.</summary>
    public static Task KillAsync(int node) => RunAsync("kill", node);

    /// <summary>Starts a node and waits until it takes connections.</summary>
    public static async Task StartAsync(int node)
    {
        await RunAsync("start", node);
        await RunAsync("wait", node);
    }

    private static async Task RunAsync(string verb, int node)
    {
        var script = Path.Combine(Repository.Root, "eng", "cassandra", "cassandra.sh");
        using var process = Process.Start(
            new ProcessStartInfo(script)
            {
                ArgumentList = { verb, node.ToString(CultureInfo.InvariantCulture) },
            }
        )!;
        await process.WaitForExitAsync();
        Assert.Equal(0, process.ExitCode);
    }
}
