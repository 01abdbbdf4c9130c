using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using Cassandra.Protocol;

namespace CollabWiki.Tests.Support;

/// <summary>A request as a <see cref="FakeCassandra"/> got it.</summary>
/// <param name="Query">Of a query, or of a preparation; else empty.</param>
/// <param name="Id">The prepared statement that is executed, or what a sign-in says; else empty.</param>
/// <param name="Values">Of a query or an execution, as texts.</param>
internal sealed record Asked(Opcode Opcode, string Query, byte[] Id, IReadOnlyList<string> Values)
{
    public bool IsWork => Opcode is Opcode.Query or Opcode.Execute or Opcode.Batch;
}

/// <summary>
/// A node that does what the test says, for what a healthy Cassandra doesn't do. By itself it only lets clients connect: it answers what they
/// ask for then.
/// </summary>
internal sealed class FakeCassandra : IAsyncDisposable
{
    private readonly TcpListener listener;
    private readonly CancellationTokenSource stop = new();
    private readonly ConcurrentDictionary<NetworkStream, SemaphoreSlim> open = new();
    private readonly ConcurrentQueue<Asked> seen = new();
    private readonly Task accepting;
    private NetworkStream? watcher;

    private FakeCassandra(IPEndPoint address)
    {
        listener = new TcpListener(address);
        listener.Start();
        Address = (IPEndPoint)listener.LocalEndpoint;
        Tables = new FakeTables(Address.Address);
        accepting = AcceptAsync();
    }

    public IPEndPoint Address { get; }

    public FakeTables Tables { get; }

    /// <summary>Answers what the node doesn't by itself.</summary>
    public Func<Asked, FakeAnswer> Script { get; set; } = _ => FakeAnswer.Void;

    /// <summary>Asked first, about everything; null lets the node answer.</summary>
    public Func<Asked, FakeAnswer?> Before { get; set; } = _ => null;

    /// <summary>The newest protocol that it speaks.</summary>
    public byte MaxVersion { get; set; } = 4;

    /// <summary>How it says that it doesn't speak a newer one.</summary>
    public FakeAnswer Refusal { get; set; } = FakeAnswer.Error(0x000A, "Too new for me.");

    public int Connections => open.Count;

    /// <summary>The requests that the script answered.</summary>
    public IReadOnlyList<Asked> Work => [.. seen.Where(asked => asked.IsWork)];

    public IReadOnlyList<Asked> All => [.. seen];

    public static FakeCassandra Start() => new(new IPEndPoint(IPAddress.Loopback, 0));

    /// <summary>Two nodes on one port that know each other.</summary>
    public static (FakeCassandra First, FakeCassandra Second) StartTwo()
    {
        var first = new FakeCassandra(new IPEndPoint(IPAddress.Parse("127.0.53.1"), 0));
        var second = new FakeCassandra(
            new IPEndPoint(IPAddress.Parse("127.0.53.2"), first.Address.Port)
        );
        first.Tables.Peers = [second.Address.Address];
        second.Tables.Peers = [first.Address.Address];
        return (first, second);
    }

    /// <summary>Ends all connections; new ones are taken.</summary>
    public void CutAll()
    {
        foreach (var stream in open.Keys)
        {
            stream.Dispose();
        }
    }

    /// <summary>Tells the client that registered for events.</summary>
    public Task TellAsync(string kind, string change, IPEndPoint? about = null) =>
        SendAsync(
            watcher!,
            new FakeAnswer(
                Opcode.Event,
                body =>
                {
                    body.String(kind);
                    body.String(change);
                    if (about is null)
                    {
                        body.String("KEYSPACE");
                        body.String("wiki");
                        return;
                    }
                    var bytes = about.Address.GetAddressBytes();
                    body.Byte((byte)bytes.Length);
                    Array.ForEach(bytes, body.Byte);
                    body.Int(about.Port);
                }
            ),
            3,
            -1
        );

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        listener.Dispose();
        CutAll();
        await accepting;
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await listener.AcceptTcpClientAsync(stop.Token);
                client.NoDelay = true;
                _ = ServeAsync(client);
            }
        }
        catch (Exception ended)
            when (ended is OperationCanceledException or ObjectDisposedException or SocketException)
        {
            // The node is gone.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var owner = client;
        var stream = client.GetStream();
        open[stream] = new SemaphoreSlim(1, 1);
        try
        {
            var bytes = new byte[FrameHeader.Size];
            while (true)
            {
                await stream.ReadExactlyAsync(bytes, stop.Token);
                var header = FrameHeader.Read(bytes);
                var body = new byte[header.Length];
                await stream.ReadExactlyAsync(body, stop.Token);
                await AnswerAsync(stream, header, new BodyReader(body));
            }
        }
        catch (Exception ended)
            when (ended is IOException or OperationCanceledException or ObjectDisposedException)
        {
            // The client has gone, or the connection was cut.
        }
        finally
        {
            open.TryRemove(stream, out _);
        }
    }

    private async Task AnswerAsync(NetworkStream stream, FrameHeader header, BodyReader body)
    {
        var asked = Read(header.Opcode, body);
        if (header.Version > MaxVersion)
        {
            await SendAsync(stream, Refusal, MaxVersion, header.Stream);
            return;
        }
        if (header.Opcode == Opcode.Register)
        {
            watcher = stream;
        }
        var answer = Before(asked) ?? OwnAnswer(asked, header.Version);
        if (answer is null)
        {
            seen.Enqueue(asked);
            answer = Script(asked);
        }
        await SendAsync(stream, answer, header.Version, header.Stream);
    }

    private FakeAnswer? OwnAnswer(Asked asked, byte version)
    {
        switch (asked.Opcode)
        {
            case Opcode.Startup or Opcode.Register:
                return FakeAnswer.Ready;
            case Opcode.Options:
                return new FakeAnswer(Opcode.Supported, body => body.StringMap([]));
            case Opcode.Prepare:
                seen.Enqueue(asked);
                return FakeAnswer.Prepared(
                    IdOf(asked.Query),
                    asked.Query.Count(letter => letter == '?'),
                    version
                );
            case Opcode.Query when asked.Query.StartsWith("USE ", StringComparison.Ordinal):
                return FakeAnswer.Use(asked.Query[4..].Trim('"'));
            case Opcode.Query:
                return Tables.Find(asked.Query);
            default:
                return null;
        }
    }

    /// <summary>The id under which a statement is prepared.</summary>
    public static byte[] IdOf(string query) => System.Text.Encoding.UTF8.GetBytes(query);

    private static Asked Read(Opcode opcode, BodyReader body)
    {
        var query = opcode is Opcode.Query or Opcode.Prepare ? LongString(body) : "";
        var id = opcode switch
        {
            Opcode.Execute => body.ShortBytes(),
            Opcode.AuthResponse => body.Bytes()!.Value.ToArray(),
            _ => [],
        };
        var values = opcode is Opcode.Query or Opcode.Execute ? ReadValues(body) : [];
        return new Asked(opcode, query, id, values);
    }

    private static List<string> ReadValues(BodyReader body)
    {
        var values = new List<string>();
        // Behind the consistency a flag says whether there are any.
        body.Short();
        if ((body.Byte() & 1) != 0)
        {
            for (var left = body.Short(); left > 0; left--)
            {
                values.Add(LongString(body));
            }
        }
        return values;
    }

    private static string LongString(BodyReader body)
    {
        var bytes = body.Bytes();
        return System.Text.Encoding.UTF8.GetString(bytes!.Value.Span);
    }

    private async Task SendAsync(NetworkStream stream, FakeAnswer answer, byte version, short id)
    {
        var turn = open[stream];
        await turn.WaitAsync(stop.Token);
        try
        {
            await WriteAsync(stream, answer, version, id);
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task WriteAsync(NetworkStream stream, FakeAnswer answer, byte version, short id)
    {
        if (ReferenceEquals(answer, FakeAnswer.Silence))
        {
            return;
        }
        if (ReferenceEquals(answer, FakeAnswer.Nonsense))
        {
            await stream.WriteAsync("HTTP/1.1 400 Bad Request\r\n\r\n"u8.ToArray(), stop.Token);
            return;
        }
        var body = new BodyWriter();
        if (answer.Warnings.Count > 0)
        {
            body.StringList([.. answer.Warnings]);
        }
        answer.Write(body);
        var frame = body.ToFrame((byte)(0x80 | version), id, answer.Opcode);
        frame.Array![frame.Offset + 1] =
            answer.Warnings.Count > 0 ? FrameHeader.WarningFlag : (byte)0;
        if (ReferenceEquals(answer, FakeAnswer.Cut))
        {
            await stream.WriteAsync(frame.AsMemory(0, frame.Count - 2), stop.Token);
            stream.Dispose();
            return;
        }
        await stream.WriteAsync(frame, stop.Token);
    }
}
