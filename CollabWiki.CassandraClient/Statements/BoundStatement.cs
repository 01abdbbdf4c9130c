using Cassandra.Values;

namespace Cassandra;

/// <summary>A prepared statement with its values.</summary>
public sealed class BoundStatement : Statement
{
    internal BoundStatement(PreparedStatement prepared, object?[] values)
    {
        PreparedStatement = prepared;
        var columns = prepared.Variables.Columns;
        Values = new byte[]?[values.Length];
        for (var i = 0; i < values.Length; i++)
        {
            Values[i] = Codec.Encode(values[i], columns[i].Type);
        }
        if (prepared.RoutingIndexes is { } indexes && indexes.All(index => index < Values.Length))
        {
            RoutingKey = RoutingKey.Of([.. indexes.Select(index => Values[index])]);
        }
    }

    public PreparedStatement PreparedStatement { get; }

    public override RoutingKey? RoutingKey { get; }

    internal byte[]?[] Values { get; }
}
