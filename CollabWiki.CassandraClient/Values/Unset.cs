namespace Cassandra;

/// <summary>Stands for a value that isn't to be written at all, unlike null, which deletes. Not on protocol v3.</summary>
public sealed class Unset
{
    public static readonly Unset Value = new();

    private Unset() { }
}
