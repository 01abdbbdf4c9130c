using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Cassandra;
using CollabWiki.Tests.Support;
using AuthenticationException = Cassandra.AuthenticationException;
using TlsException = System.Security.Authentication.AuthenticationException;

namespace CollabWiki.Tests.Cassandra;

/// <summary>The client against a real server that encrypts and asks for a password, with a certificate made for this run.</summary>
[Trait("layer", "cassandra")]
public sealed class SecureTests
{
    /// <summary>Where the server is: "host:port".</summary>
    private const string Server = "COLLABWIKI_TEST_CASSANDRA_SECURE";

    /// <summary>The file with its certificate.</summary>
    private const string Certificate = "COLLABWIKI_TEST_CASSANDRA_CERTIFICATE";

    // What a new Cassandra lets in, as soon as it has written it down.
    private const string User = "cassandra";
    private const string Password = "cassandra";

    private readonly IPEndPoint server;
    private readonly X509Certificate2 certificate;

    public SecureTests()
    {
        var told = Environment.GetEnvironmentVariable(Server) ?? "";
        Assert.SkipWhen(
            told.Length == 0,
            $"Needs a Cassandra that encrypts: ./test.sh starts one and names it in {Server}."
        );
        server = IPEndPoint.Parse(told);
        certificate = X509CertificateLoader.LoadCertificateFromFile(
            Environment.GetEnvironmentVariable(Certificate)!
        );
    }

    [Fact]
    public async Task Who_trusts_the_certificate_and_has_the_password_comes_in()
    {
        using var cluster = Builder(Trusting()).WithCredentials(User, Password).Build();

        using var session = await ConnectAsync(cluster);

        var rows = await session.ExecuteAsync(new SimpleStatement("SELECT key FROM system.local"));
        Assert.Equal("local", rows.Single().GetValue<string>("key"));
    }

    [Fact]
    public async Task Large_answers_come_whole_through_the_encryption()
    {
        using var cluster = Builder(Trusting()).WithCredentials(User, Password).Build();
        using var session = await ConnectAsync(cluster);
        var keyspace = $"tls_{Guid.NewGuid():N}";
        await RunAsync(
            $"CREATE KEYSPACE {keyspace} WITH replication = {{'class': 'SimpleStrategy', 'replication_factor': 1}}"
        );
        await RunAsync($"CREATE TABLE {keyspace}.big (id int PRIMARY KEY, bytes blob)");
        var bytes = new byte[1 << 20];
        new Random(1).NextBytes(bytes);
        var insert = await session.PrepareAsync(
            $"INSERT INTO {keyspace}.big (id, bytes) VALUES (?, ?)"
        );

        await Task.WhenAll(
            Enumerable.Range(0, 5).Select(id => session.ExecuteAsync(insert.Bind(id, bytes)))
        );
        var rows = await RunAsync($"SELECT bytes FROM {keyspace}.big");

        Assert.Equal(Enumerable.Repeat(bytes, 5), rows.Select(row => row.GetValue<byte[]>(0)));
        await RunAsync($"DROP KEYSPACE {keyspace}");

        Task<RowSet> RunAsync(string cql) => session.ExecuteAsync(new SimpleStatement(cql));
    }

    [Theory]
    [InlineData(User, "wrong")]
    [InlineData("nobody", Password)]
    [InlineData("", "")]
    public async Task A_wrong_password_or_none_is_refused(string user, string password)
    {
        var builder = Builder(Trusting());
        if (user.Length > 0)
        {
            builder.WithCredentials(user, password);
        }
        using var cluster = builder.Build();

        var failure = await Assert.ThrowsAsync<NoHostAvailableException>(() =>
            cluster.ConnectAsync()
        );

        Assert.IsType<AuthenticationException>(failure.Errors[server]);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_refused()
    {
        using var cluster = Builder(new SSLOptions()).WithCredentials(User, Password).Build();

        Assert.IsType<TlsException>((await RefuseAsync(cluster)).GetBaseException());
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_refused()
    {
        var elsewhere = Trusting().SetHostNameResolver(_ => "elsewhere.example");
        using var cluster = Builder(elsewhere).WithCredentials(User, Password).Build();

        Assert.IsType<TlsException>((await RefuseAsync(cluster)).GetBaseException());
    }

    [Fact]
    public async Task Without_encryption_nothing_is_said_to_such_a_server()
    {
        using var cluster = Cluster
            .Builder()
            .AddContactPoint(server)
            .WithCredentials(User, Password)
            .WithSocketOptions(new SocketOptions().SetConnectTimeoutMillis(1000))
            .Build();

        Assert.IsAssignableFrom<DriverException>(await RefuseAsync(cluster));
    }

    [Fact]
    public async Task The_wiki_runs_on_it_when_the_system_trusts_the_certificate()
    {
        using (var cluster = Builder(Trusting()).WithCredentials(User, Password).Build())
        {
            using var session = await ConnectAsync(cluster);
        }
        await using var wiki = new WikiServer(
            settings: new Dictionary<string, string>(StringComparer.Ordinal)
            {
                ["COLLABWIKI_STORE"] = "cassandra",
                ["COLLABWIKI_CASSANDRA"] = server.ToString(),
                ["COLLABWIKI_CASSANDRA_TLS"] = "yes",
                ["COLLABWIKI_CASSANDRA_USER"] = User,
                ["COLLABWIKI_CASSANDRA_PASSWORD"] = Password,
                ["SSL_CERT_FILE"] = Environment.GetEnvironmentVariable(Certificate)!,
            }
        );

        await wiki.StartAsync();

        using var http = new HttpClient();
        Assert.Equal("well\n", await http.GetStringAsync(new Uri(wiki.Url, "/health")));
    }

    private async Task<Exception> RefuseAsync(Cluster cluster)
    {
        var failure = await Assert.ThrowsAsync<NoHostAvailableException>(() =>
            cluster.ConnectAsync()
        );
        return failure.Errors[server];
    }

    /// <summary>Connects; a server that has just been started writes down its first user in the next moments.</summary>
    private static async Task<ISession> ConnectAsync(Cluster cluster)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (true)
        {
            try
            {
                return await cluster.ConnectAsync();
            }
            catch (NoHostAvailableException) when (!patience.IsCancellationRequested)
            {
                await Task.Delay(100, patience.Token);
            }
        }
    }

    private Builder Builder(SSLOptions tls) =>
        Cluster.Builder().AddContactPoint(server).WithPort(server.Port).WithSSL(tls);

    /// <summary>Trusts this one certificate, for the address it was made for.</summary>
    private SSLOptions Trusting() =>
        new SSLOptions(
            SslProtocols.None,
            checkCertificateRevocation: false,
            (_, shown, _, errors) =>
                !errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch)
                && shown is not null
                && shown.GetRawCertData().AsSpan().SequenceEqual(certificate.RawData)
        ).SetHostNameResolver(address => address.ToString());
}
