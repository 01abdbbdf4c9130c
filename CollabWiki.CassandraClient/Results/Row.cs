using System.Collections;
using Cassandra.Values;

namespace Cassandra;

/// <summary>A row of an answer. Values are decoded when they are asked for.</summary>
public sealed class Row
{
    private readonly RowSetMetadata metadata;
    private readonly ReadOnlyMemory<byte>?[] values;

    internal Row(RowSetMetadata metadata, ReadOnlyMemory<byte>?[] values)
    {
        this.metadata = metadata;
        this.values = values;
    }

    /// <summary>How many columns it has.</summary>
    public int Length => values.Length;

    public object? this[int index] => Decode(index);

    public object? this[string name] => Decode(metadata.IndexOf(name));

    public bool IsNull(int index) => values[index] is null;

    public bool IsNull(string name) => IsNull(metadata.IndexOf(name));

    /// <summary>The column of a name; null when there is none.</summary>
    public CqlColumn? GetColumn(string name) =>
        metadata.FindIndex(name) is { } index ? metadata.Columns[index] : null;

    /// <exception cref="ArgumentException">There is no column of that name.</exception>
    /// <exception cref="InvalidCastException">The column is of another type.</exception>
    public T GetValue<T>(string name) => GetValue<T>(metadata.IndexOf(name));

    /// <exception cref="InvalidOperationException">The value is null and <typeparamref name="T"/> can't be.</exception>
    /// <exception cref="InvalidCastException">The column is of another type.</exception>
    public T GetValue<T>(int index)
    {
        var value = Decode(index);
        if (value is T typed)
        {
            return typed;
        }
        if (value is null)
        {
            return default(T) is null
                ? default!
                : throw new InvalidOperationException(
                    $"“{metadata.Columns[index].Name}” is null and can’t be a {typeof(T).Name}."
                );
        }
        return (T)Convert(value, typeof(T));
    }

    private object? Decode(int index) =>
        values[index] is { } bytes
            ? Codec.Decode(bytes.Span, metadata.Columns[index].Type)
            : EmptyCollection(metadata.Columns[index].Type);

    // Cassandra doesn't tell an empty list, set or map from null.
    private static object? EmptyCollection(CqlType type) =>
        type.Code switch
        {
            Values.TypeCode.List or Values.TypeCode.Set => Array.CreateInstance(
                type.Element!.Clr,
                0
            ),
            Values.TypeCode.Map => Activator.CreateInstance(type.Clr),
            _ => null,
        };

    private static object Convert(object value, Type wanted)
    {
        if (value is TimeUuid id && (wanted == typeof(Guid) || wanted == typeof(Guid?)))
        {
            return id.ToGuid();
        }
        if (value is Guid guid && (wanted == typeof(TimeUuid) || wanted == typeof(TimeUuid?)))
        {
            return (TimeUuid)guid;
        }
        if (value is Array items && typeof(IEnumerable).IsAssignableFrom(wanted) && wanted.IsClass)
        {
            return Activator.CreateInstance(wanted, items)!;
        }
        throw new InvalidCastException($"A {value.GetType().Name} can’t be read as {wanted.Name}.");
    }
}
