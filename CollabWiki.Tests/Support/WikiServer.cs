using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Cassandra;
using CollabWiki.Hosting;
using CollabWiki.Tests.Cassandra;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace CollabWiki.Tests.Support;

/// <summary>The real program in a process of its own, on a data folder of its own; it can be killed and started again.</summary>
/// <param name="beside">Another node of the same wiki, which shares its keyspace.</param>
/// <param name="settings">Environment variables.</param>
internal sealed class WikiServer(
    WikiServer? beside = null,
    IReadOnlyDictionary<string, string>? settings = null
) : IAsyncDisposable
{
    public const string Admin = "admin";
    public const string Password = "violet river stone";

    // Making all tables takes a cluster of three half a minute.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(90);

    private readonly TempFolder data = new();
    private readonly int port = FreePort();
    private readonly string keyspace = beside?.keyspace ?? $"wiki_{Guid.NewGuid():N}";
    private readonly Dictionary<string, string> settings = new(
        settings ?? beside?.settings ?? new Dictionary<string, string>(),
        StringComparer.Ordinal
    );
    private readonly List<string> output = [];
    private Process? process;

    public Uri Url => new($"http://127.0.0.1:{port}");

    public int Port => port;

    public string DataFolder => data.Path;

    /// <summary>The stores that the program works on, and what stands on them.</summary>
    public ServiceProvider OpenStores()
    {
        var configuration = new ConfigurationBuilder()
            .AddEnvironmentVariables()
            .AddInMemoryCollection(
                settings.Select(one => KeyValuePair.Create(one.Key, (string?)one.Value))
            )
            .AddInMemoryCollection(
                new Dictionary<string, string?>
                {
                    ["COLLABWIKI_DATA"] = data.Path,
                    ["COLLABWIKI_CASSANDRA_KEYSPACE"] = keyspace,
                }
            )
            .Build();
        return new ServiceCollection().AddLogging().AddStores(configuration).BuildServiceProvider();
    }

    public async Task StartAsync()
    {
        var start = new ProcessStartInfo("dotnet")
        {
            ArgumentList = { Repository.Program, "--urls", $"http://127.0.0.1:{port}" },
            WorkingDirectory = data.Path,
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["COLLABWIKI_DATA"] = data.Path,
                ["COLLABWIKI_CASSANDRA_KEYSPACE"] = keyspace,
                ["COLLABWIKI_ADMIN_USER"] = Admin,
                ["COLLABWIKI_ADMIN_PASSWORD"] = Password,
            },
        };
        foreach (var (name, value) in settings)
        {
            start.Environment[name] = value;
        }
        process = Process.Start(start)!;
        var listening = new TaskCompletionSource(
            TaskCreationOptions.RunContinuationsAsynchronously
        );
        void OnLine(string? line)
        {
            lock (output)
            {
                output.Add(line ?? "");
            }
            if (line?.Contains("Now listening on", StringComparison.Ordinal) == true)
            {
                listening.TrySetResult();
            }
        }
        process.OutputDataReceived += (_, line) => OnLine(line.Data);
        process.ErrorDataReceived += (_, line) => OnLine(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var ended = process.WaitForExitAsync();
        if (await Task.WhenAny(listening.Task, ended, Task.Delay(Patience)) != listening.Task)
        {
            throw new InvalidOperationException("The server did not start:\n" + Output());
        }
    }

    /// <summary>SIGKILL: the process has no chance to write anything more.</summary>
    public async Task KillAsync()
    {
        if (process is { } running)
        {
            running.Kill();
            await running.WaitForExitAsync();
            running.Dispose();
            process = null;
        }
    }

    /// <summary>What the program printed so far.</summary>
    public string Output()
    {
        lock (output)
        {
            return string.Join('\n', output);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        if (beside is null && IsOnCassandra)
        {
            await DropKeyspaceAsync();
        }
        data.Dispose();
    }

    /// <summary>Whether this wiki is on Cassandra, or the whole run is: ./test.sh browser --store cassandra.</summary>
    private bool IsOnCassandra =>
        (
            settings.GetValueOrDefault("COLLABWIKI_STORE")
            ?? Environment.GetEnvironmentVariable("COLLABWIKI_STORE")
        ) == "cassandra";

    private async Task DropKeyspaceAsync()
    {
        using var cluster = CassandraFixture.Builder().Build();
        using var session = await cluster.ConnectAsync("system");
        await session.ExecuteAsync(new SimpleStatement($"DROP KEYSPACE IF EXISTS {keyspace}"));
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
