using CollabWiki.Core.Stores.Cassandra;

namespace CollabWiki.Tests.Stores;

[Trait("layer", "unit")]
public sealed class CassandraOptionsTests
{
    [Fact]
    public void Without_settings_it_is_a_node_on_this_machine()
    {
        var options = Read();

        Assert.Equal(["127.0.0.1"], options.ContactPoints);
        Assert.Equal(
            (9042, "collabwiki", "1"),
            (options.Port, options.Keyspace, options.Replication)
        );
    }

    [Fact]
    public void Contact_points_may_have_a_port_and_be_of_version_6()
    {
        var options = Read(("COLLABWIKI_CASSANDRA", "one:9142, two:9142,fe80::1"));

        Assert.Equal(["one", "two", "fe80::1"], options.ContactPoints);
        Assert.Equal(9142, options.Port);
    }

    [Theory]
    [InlineData("3", "{'class': 'SimpleStrategy', 'replication_factor': 3}")]
    [InlineData("a:3, b:2", "{'class': 'NetworkTopologyStrategy', 'a': 3, 'b': 2}")]
    public void Replication_is_a_number_or_one_by_data_centre(string text, string cql) =>
        Assert.Equal(cql, Read(("COLLABWIKI_CASSANDRA_REPLICATION", text)).ReplicationCql());

    [Theory]
    [InlineData("0")]
    [InlineData("a:")]
    [InlineData("a'b:1")]
    [InlineData("many")]
    public void A_replication_that_is_none_is_refused(string text) =>
        Assert.Throws<FormatException>(() =>
            Read(("COLLABWIKI_CASSANDRA_REPLICATION", text)).ReplicationCql()
        );

    [Theory]
    [InlineData("COLLABWIKI_CASSANDRA", "host:port")]
    [InlineData("COLLABWIKI_CASSANDRA_TLS", "perhaps")]
    [InlineData("COLLABWIKI_CASSANDRA_CACHING", "version")]
    public void A_setting_that_cannot_be_understood_is_named(string name, string text)
    {
        var failure = Assert.Throws<FormatException>(() => Read((name, text)));

        Assert.Contains(name, failure.Message, StringComparison.Ordinal);
    }

    private static CassandraOptions Read(params (string Name, string Text)[] settings) =>
        CassandraOptions.From(name => Array.Find(settings, setting => setting.Name == name).Text);
}
