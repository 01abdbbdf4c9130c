using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CollabWiki.Tests.Support;

/// <summary>A real nginx or HAProxy with the file from deploy/, in which only names and ports are other ones.</summary>
internal sealed class Balancer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly TempFolder folder = new();
    private readonly List<string> requests = [];
    private readonly List<string> output = [];
    private readonly IReadOnlyList<string> nodes;
    private readonly int port;
    private Process? process;

    private Balancer(IReadOnlyList<string> nodes, int port) =>
        (this.nodes, this.port) = (nodes, port);

    public Uri Url => new($"http://127.0.0.1:{port}");

    /// <param name="kind">"nginx" or "haproxy".</param>
    public static async Task<Balancer> StartAsync(string kind, params WikiServer[] servers)
    {
        var isNginx = kind == "nginx";
        // How each names the nodes in its log.
        var balancer = new Balancer(
            isNginx
                ? [.. servers.Select(server => $"127.0.0.1:{server.Port}")]
                : ["wiki/app1", "wiki/app2"],
            FreePort()
        );
        try
        {
            await (
                isNginx ? balancer.StartNginxAsync(servers) : balancer.StartHaproxyAsync(servers)
            );
            return balancer;
        }
        catch
        {
            await balancer.DisposeAsync();
            throw;
        }
    }

    /// <summary>Which node answered the request with this in its address: 0 or 1.</summary>
    public async Task<int> NodeOfAsync(string probe)
    {
        using var patience = new CancellationTokenSource(Patience);
        while (true)
        {
            lock (requests)
            {
                if (
                    requests.Find(line => line.Contains(probe, StringComparison.Ordinal)) is
                    { } line
                )
                {
                    // Where one was tried in vain, the last is who answered.
                    return Enumerable
                        .Range(0, nodes.Count)
                        .MaxBy(node => line.LastIndexOf(nodes[node], StringComparison.Ordinal));
                }
            }
            await Task.Delay(20, patience.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (process is { } running)
        {
            running.Kill(entireProcessTree: true);
            await running.WaitForExitAsync();
            running.Dispose();
        }
        folder.Dispose();
    }

    private async Task StartNginxAsync(WikiServer[] servers)
    {
        var site = folder.File("site.conf");
        await File.WriteAllTextAsync(
            site,
            await AdaptAsync("nginx.conf", "listen 80;", $"listen 127.0.0.1:{port};", servers)
        );
        await File.WriteAllTextAsync(
            folder.File("nginx.conf"),
            $$"""
            daemon off;
            pid {{folder.File("nginx.pid")}};
            error_log stderr warn;
            events {}
            http {
                log_format probe '$request_uri $status $upstream_addr';
                access_log /dev/stdout probe;
                client_body_temp_path {{folder.File("body")}};
                proxy_temp_path {{folder.File("proxy")}};
                fastcgi_temp_path {{folder.File("fastcgi")}};
                uwsgi_temp_path {{folder.File("uwsgi")}};
                scgi_temp_path {{folder.File("scgi")}};
                include {{site}};
            }
            """
        );
        await RunAsync(
            "nginx",
            "nginx-light",
            "-e",
            "stderr",
            "-p",
            folder.Path,
            "-c",
            folder.File("nginx.conf")
        );
    }

    private async Task StartHaproxyAsync(WikiServer[] servers)
    {
        var file = folder.File("haproxy.cfg");
        await File.WriteAllTextAsync(
            file,
            await AdaptAsync("haproxy.cfg", "bind :80\n", $"bind 127.0.0.1:{port}\n", servers)
        );
        await RunAsync("haproxy", "haproxy", "-db", "-f", file);
    }

    private static async Task<string> AdaptAsync(
        string name,
        string listen,
        string instead,
        WikiServer[] servers
    )
    {
        var text = await File.ReadAllTextAsync(Path.Combine(Repository.Root, "deploy", name));
        Assert.Contains(listen, text, StringComparison.Ordinal);
        text = text.Replace(listen, instead, StringComparison.Ordinal);
        for (var i = 0; i < servers.Length; i++)
        {
            text = text.Replace(
                $"app{i + 1}:5080",
                string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{servers[i].Port}"),
                StringComparison.Ordinal
            );
        }
        return text;
    }

    private async Task RunAsync(string program, string package, params string[] arguments)
    {
        var start = new ProcessStartInfo(
            Programs.Find(program)
                ?? throw new InvalidOperationException(
                    $"{program} is missing: install the package “{package}”; ./test.sh does so where it may."
                ),
            arguments
        )
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        process = Process.Start(start)!;
        process.OutputDataReceived += (_, line) => Add(requests, line.Data);
        process.ErrorDataReceived += (_, line) => Add(output, line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var waited = Stopwatch.StartNew();
        while (!await TakesConnectionsAsync())
        {
            if (process.HasExited || waited.Elapsed > Patience)
            {
                throw new InvalidOperationException($"{program} did not start:\n{Output()}");
            }
            await Task.Delay(20);
        }
    }

    private static void Add(List<string> lines, string? line)
    {
        lock (lines)
        {
            lines.Add(line ?? "");
        }
    }

    private string Output()
    {
        lock (output)
        {
            return string.Join('\n', output);
        }
    }

    private async Task<bool> TakesConnectionsAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
