namespace Cassandra;

/// <summary>How many replicas must answer; native protocol v4, section 3.</summary>
public enum ConsistencyLevel
{
    Any = 0,
    One = 1,
    Two = 2,
    Three = 3,
    Quorum = 4,
    All = 5,
    LocalQuorum = 6,
    EachQuorum = 7,
    Serial = 8,
    LocalSerial = 9,
    LocalOne = 10,
}

/// <summary>Versions of the native protocol that this client speaks.</summary>
public enum ProtocolVersion : byte
{
    V3 = 3,
    V4 = 4,
}
