using Cassandra;
using Cassandra.Protocol;
using CollabWiki.Core.Stores.Cassandra;
using CollabWiki.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CollabWiki.Tests.Stores;

[Trait("layer", "unit")]
public sealed class CassandraSignInTests
{
    [Fact]
    public async Task A_password_that_is_refused_is_told_at_once()
    {
        await using var node = FakeCassandra.Start();
        node.Before = asked =>
            asked.Opcode switch
            {
                Opcode.Startup => FakeAnswer.Authenticate("PasswordAuthenticator"),
                Opcode.AuthResponse => FakeAnswer.Error(
                    0x0100,
                    "Username and/or password are incorrect"
                ),
                _ => null,
            };
        var options = new CassandraOptions
        {
            ContactPoints = [$"{node.Address.Address}"],
            Port = node.Address.Port,
            User = "wiki",
            Password = "wrong",
        };
        await using var database = new CassandraDatabase(
            options,
            NullLogger<CassandraDatabase>.Instance
        );

        // On a clock that stands still, whoever waited would wait for ever.
        var opening = database.OpenAsync(TimeSpan.FromMinutes(1), new FakeTimeProvider(), default);

        var failure = await Assert.ThrowsAsync<NoHostAvailableException>(() =>
            opening.WaitAsync(TimeSpan.FromSeconds(30))
        );
        Assert.Contains("password are incorrect", failure.Message);
    }
}
