using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CollabWiki.Tests.Support;

/// <summary>A real Redis on a free port of this machine, with nothing kept on disk; it can be killed and started again on the same port.</summary>
internal sealed class RedisServer : IAsyncDisposable
{
    private const string Missing =
        "Redis is missing: install the package “redis-server”; ./test.sh does so where it may.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder folder = new();
    private Process? process;

    private RedisServer() => Port = FreePort();

    public int Port { get; }

    /// <summary>As COLLABWIKI_REDIS takes it: "127.0.0.1:port".</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{Port}");

    /// <summary>A server that answers.</summary>
    public static async Task<RedisServer> StartNewAsync()
    {
        var server = new RedisServer();
        try
        {
            await server.StartAsync();
            return server;
        }
        catch
        {
            await server.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts it and waits until it answers; also after <see cref="KillAsync"/>, and then it knows nothing of before.</summary>
    public async Task StartAsync()
    {
        process = Process.Start(
            new ProcessStartInfo(
                Programs.Find("redis-server") ?? throw new InvalidOperationException(Missing)
            )
            {
                ArgumentList =
                {
                    "--port",
                    Port.ToString(CultureInfo.InvariantCulture),
                    "--bind",
                    "127.0.0.1",
                    "--dir",
                    folder.Path,
                    "--save",
                    "",
                    "--appendonly",
                    "no",
                    "--daemonize",
                    "no",
                    "--logfile",
                    folder.File("redis.log"),
                },
                WorkingDirectory = folder.Path,
            }
        )!;
        var waited = Stopwatch.StartNew();
        while (!await AnswersAsync())
        {
            if (process.HasExited || waited.Elapsed > Patience)
            {
                throw new InvalidOperationException("Redis did not start:\n" + await LogAsync());
            }
            await Task.Delay(20);
        }
    }

    /// <summary>SIGKILL: connections break at once, new ones are refused.</summary>
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

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        folder.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, Port);
            var stream = client.GetStream();
            await stream.WriteAsync("PING\r\n"u8.ToArray());
            var answer = new byte[7];
            await stream.ReadExactlyAsync(answer);
            return Encoding.ASCII.GetString(answer) == "+PONG\r\n";
        }
        catch (Exception notYet) when (notYet is SocketException or IOException)
        {
            return false;
        }
    }

    private async Task<string> LogAsync() =>
        File.Exists(folder.File("redis.log"))
            ? await File.ReadAllTextAsync(folder.File("redis.log"))
            : "";

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
