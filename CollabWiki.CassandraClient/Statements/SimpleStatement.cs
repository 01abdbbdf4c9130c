using Cassandra.Values;

namespace Cassandra;

/// <summary>CQL with values, which are sent by their own types: an int for a bigint column must be a long.</summary>
public sealed class SimpleStatement(string query, params object?[] values) : Statement
{
    private RoutingKey? routingKey;

    public string QueryString => query;

    public object?[] QueryValues => values;

    public override RoutingKey? RoutingKey => routingKey;

    /// <summary>The values of the partition key's columns, in their order.</summary>
    public SimpleStatement SetRoutingValues(params object[] keys)
    {
        routingKey = RoutingKey.Of([.. keys.Select(Codec.EncodeByClr)]);
        return this;
    }
}
