using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Threading.Channels;
using Cassandra.Protocol;

namespace Cassandra.Connections;

/// <summary>
/// One TCP connection that carries many requests at once, told apart by stream ids. What is sent in one moment goes in one write.
/// It ends once and for all with the first failure; all that waited are told.
/// </summary>
internal sealed class Connection : IDisposable
{
    private const int SweepMillis = 100;
    private const int MaxWrite = 64 * 1024;

    private readonly Configuration config;
    private readonly Stream stream;
    private readonly Channel<ArraySegment<byte>> outgoing = Channel.CreateUnbounded<
        ArraySegment<byte>
    >(new() { SingleReader = true });
    private readonly ConcurrentDictionary<short, PendingRequest> pending = new();
    private readonly ConcurrentQueue<short> freeStreams;
    private readonly CancellationTokenSource ending = new();
    private readonly Action<Frame>? onEvent;
    private readonly Timer sweep;
    private Exception? failure;
    private int inFlight;
    private long lastRead = Environment.TickCount64;
    private int heartbeat;

    private Connection(
        IPEndPoint host,
        byte version,
        Configuration config,
        Stream stream,
        Action<Frame>? onEvent
    )
    {
        Host = host;
        Version = version;
        this.config = config;
        this.stream = stream;
        this.onEvent = onEvent;
        var streams = Math.Min(config.PoolingOptions.MaxRequestsPerConnection, short.MaxValue);
        freeStreams = new(Enumerable.Range(0, streams).Select(id => (short)id));
        sweep = new Timer(_ => Sweep(), null, SweepMillis, SweepMillis);
        _ = Task.Run(WriteLoopAsync);
        _ = Task.Run(ReadLoopAsync);
    }

    /// <summary>Called once, when it has ended.</summary>
    public event Action<Connection>? Closed;

    public IPEndPoint Host { get; }

    /// <summary>The protocol spoken.</summary>
    public byte Version { get; }

    public bool IsClosed => ending.IsCancellationRequested;

    public int InFlight => Volatile.Read(ref inFlight);

    /// <summary>Connects, agrees on the protocol, and signs in.</summary>
    /// <exception cref="ProtocolErrorException">The server doesn't speak this version.</exception>
    /// <exception cref="AuthenticationException">The credentials weren't accepted.</exception>
    /// <exception cref="DriverException">It can't be reached.</exception>
    public static async Task<Connection> OpenAsync(
        IPEndPoint host,
        byte version,
        Configuration config,
        Action<Frame>? onEvent = null
    )
    {
        using var timeout = new CancellationTokenSource(config.SocketOptions.ConnectTimeoutMillis);
        var socket = new Socket(host.AddressFamily, SocketType.Stream, ProtocolType.Tcp)
        {
            NoDelay = config.SocketOptions.TcpNoDelay ?? true,
        };
        Connection? connection = null;
        try
        {
            socket.SetSocketOption(
                SocketOptionLevel.Socket,
                SocketOptionName.KeepAlive,
                config.SocketOptions.KeepAlive ?? true
            );
            await socket.ConnectAsync(host, timeout.Token);
            Stream open = new NetworkStream(socket, ownsSocket: true);
            if (config.SslOptions is { } tls)
            {
                open = await EncryptAsync(open, tls, host, timeout.Token);
            }
            connection = new Connection(host, version, config, open, onEvent);
            await connection.StartAsync();
            return connection;
        }
        catch (Exception thrown)
        {
            connection?.Dispose();
            socket.Dispose();
            if (thrown is DriverException)
            {
                throw;
            }
            throw new ConnectionLostException(host, wasSent: false, thrown);
        }
    }

    /// <summary>Sends a request and waits for its answer. An error answer is thrown.</summary>
    /// <param name="body">The request; its frame's place is left free at its beginning.</param>
    /// <exception cref="BusyPoolException">As many requests as may are under way.</exception>
    /// <exception cref="OperationTimedOutException">No answer in time.</exception>
    /// <exception cref="ConnectionLostException">The connection ended.</exception>
    public async Task<Frame> SendAsync(Opcode opcode, BodyWriter body, int timeoutMillis)
    {
        if (!freeStreams.TryDequeue(out var id))
        {
            throw new BusyPoolException(Host);
        }
        var request = new PendingRequest(timeoutMillis);
        pending[id] = request;
        Interlocked.Increment(ref inFlight);
        if (!outgoing.Writer.TryWrite(body.ToFrame(Version, id, opcode)))
        {
            request.Fail(new ConnectionLostException(Host, wasSent: false, failure));
        }
        else if (IsClosed)
        {
            // It may have gone out just before the end, and the end may have passed this request over.
            request.Fail(new ConnectionLostException(Host, wasSent: true, failure));
        }
        var frame = await request.Answer;
        return frame.Header.Opcode == Opcode.Error ? throw ErrorAnswer.Read(BodyOf(frame)) : frame;
    }

    /// <summary>A reader at the beginning of what an answer says, behind what the flags put before it.</summary>
    public static BodyReader BodyOf(Frame frame) => BodyOf(frame, out _);

    public static BodyReader BodyOf(Frame frame, out IReadOnlyList<string> warnings)
    {
        var body = new BodyReader(frame.Body);
        var flags = frame.Header.Flags;
        if ((flags & FrameHeader.TracingFlag) != 0)
        {
            body.Uuid();
        }
        warnings = (flags & FrameHeader.WarningFlag) != 0 ? body.StringList() : [];
        if ((flags & FrameHeader.PayloadFlag) != 0)
        {
            body.SkipBytesMap();
        }
        return body;
    }

    public void Dispose() => End(null);

    private static async Task<Stream> EncryptAsync(
        Stream stream,
        SSLOptions tls,
        IPEndPoint host,
        CancellationToken ct
    )
    {
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        await encrypted.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = tls.HostNameResolver(host.Address),
                EnabledSslProtocols = tls.SslProtocol,
                ClientCertificates = tls.CertificateCollection,
                RemoteCertificateValidationCallback = tls.RemoteCertValidationCallback,
                CertificateRevocationCheckMode = tls.CheckCertificateRevocation
                    ? System.Security.Cryptography.X509Certificates.X509RevocationMode.Online
                    : System.Security.Cryptography.X509Certificates.X509RevocationMode.NoCheck,
            },
            ct
        );
        return encrypted;
    }

    private async Task StartAsync()
    {
        var timeout = config.SocketOptions.ConnectTimeoutMillis;
        var startup = new BodyWriter();
        startup.StringMap([new("CQL_VERSION", "3.0.0")]);
        var answer = await SendAsync(Opcode.Startup, startup, timeout);
        if (answer.Header.Opcode != Opcode.Authenticate)
        {
            return;
        }
        if (config.Credentials is not { } credentials)
        {
            throw new AuthenticationException($"{Host} asks for a user and a password.");
        }
        var token = new BodyWriter();
        token.Bytes(credentials.ToSaslPlain());
        answer = await SendAsync(Opcode.AuthResponse, token, timeout);
        if (answer.Header.Opcode != Opcode.AuthSuccess)
        {
            throw new AuthenticationException($"{Host} asks for more than user and password.");
        }
    }

    private async Task WriteLoopAsync()
    {
        var gathered = new byte[MaxWrite];
        try
        {
            while (await outgoing.Reader.WaitToReadAsync(ending.Token))
            {
                var length = 0;
                while (outgoing.Reader.TryRead(out var frame))
                {
                    if (length + frame.Count > gathered.Length)
                    {
                        await stream.WriteAsync(gathered.AsMemory(0, length), ending.Token);
                        length = 0;
                    }
                    if (frame.Count > gathered.Length)
                    {
                        await stream.WriteAsync(frame, ending.Token);
                        continue;
                    }
                    frame.CopyTo(gathered, length);
                    length += frame.Count;
                }
                if (length > 0)
                {
                    await stream.WriteAsync(gathered.AsMemory(0, length), ending.Token);
                }
            }
        }
        catch (Exception thrown)
        {
            End(thrown);
        }
    }

    private async Task ReadLoopAsync()
    {
        var header = new byte[FrameHeader.Size];
        try
        {
            var buffered = new BufferedStream(stream, MaxWrite);
            while (true)
            {
                await buffered.ReadExactlyAsync(header, ending.Token);
                var head = FrameHeader.Read(header);
                if (head.Length is < 0 or > FrameHeader.MaxLength)
                {
                    throw new ProtocolErrorException("The server sent no frame of this protocol.");
                }
                var body = new byte[head.Length];
                await buffered.ReadExactlyAsync(body, ending.Token);
                Volatile.Write(ref lastRead, Environment.TickCount64);
                Take(new Frame(head, body));
            }
        }
        catch (Exception thrown)
        {
            End(thrown);
        }
    }

    private void Take(Frame frame)
    {
        if (frame.Header.Stream < 0)
        {
            onEvent?.Invoke(frame);
        }
        else if (pending.TryRemove(frame.Header.Stream, out var request))
        {
            freeStreams.Enqueue(frame.Header.Stream);
            Interlocked.Decrement(ref inFlight);
            request.Finish(frame);
        }
    }

    /// <summary>Gives up on requests whose time is over, and asks for a sign of life when it was quiet for long.</summary>
    private void Sweep()
    {
        var now = Environment.TickCount64;
        foreach (var request in pending.Values)
        {
            if (request.Deadline <= now)
            {
                request.Fail(new OperationTimedOutException(Host, request.TimeoutMillis));
            }
        }
        var interval = config.PoolingOptions.HeartBeatInterval;
        if (
            interval > 0
            && now - Volatile.Read(ref lastRead) > interval
            && Interlocked.Exchange(ref heartbeat, 1) == 0
        )
        {
            _ = BeatAsync();
        }
    }

    private async Task BeatAsync()
    {
        try
        {
            var timeout = config.SocketOptions.ReadTimeoutMillis;
            await SendAsync(Opcode.Options, new BodyWriter(), timeout);
        }
        catch (BusyPoolException)
        {
            // All streams are taken by requests without an answer: as good as dead.
            End(new DriverException("No answer to any request."));
        }
        catch (DriverException silence)
        {
            End(silence);
        }
        finally
        {
            Volatile.Write(ref heartbeat, 0);
        }
    }

    private void End(Exception? why)
    {
        lock (ending)
        {
            if (ending.IsCancellationRequested)
            {
                return;
            }
            failure = why;
            ending.Cancel();
        }
        sweep.Dispose();
        outgoing.Writer.TryComplete();
        stream.Dispose();
        foreach (var id in pending.Keys)
        {
            if (pending.TryRemove(id, out var request))
            {
                request.Fail(new ConnectionLostException(Host, wasSent: true, why));
            }
        }
        Closed?.Invoke(this);
    }
}
