namespace Cassandra;

/// <summary>The server answered a request with an error.</summary>
public abstract class QueryValidationException(string message) : DriverException(message);

/// <summary>The query is wrong in itself, such as for a table that doesn't exist.</summary>
public sealed class InvalidQueryException(string message) : QueryValidationException(message);

/// <summary>The query can't be parsed.</summary>
public sealed class SyntaxError(string message) : QueryValidationException(message);

/// <summary>The signed-in role may not do it.</summary>
public sealed class UnauthorizedException(string message) : QueryValidationException(message);

/// <summary>A keyspace or table of that name is there already.</summary>
public sealed class AlreadyExistsException(string message, string keyspace, string table)
    : QueryValidationException(message)
{
    public string Keyspace => keyspace;

    /// <summary>Empty when it is the keyspace that exists.</summary>
    public string Table => table;
}

/// <summary>Something unexpected happened on the server.</summary>
public sealed class ServerErrorException(string message) : QueryValidationException(message);

/// <summary>The host has too much to do just now.</summary>
public sealed class OverloadedException(string message) : QueryValidationException(message);

/// <summary>The host is still starting.</summary>
public sealed class IsBootstrappingException(string message) : QueryValidationException(message);

/// <summary>One side didn't follow the protocol.</summary>
public sealed class ProtocolErrorException(string message) : QueryValidationException(message);

/// <summary>The host doesn't know a prepared statement; the client prepares it again by itself.</summary>
public sealed class PreparedQueryNotFoundException(string message, byte[] id)
    : QueryValidationException(message)
{
    public byte[] UnknownId => id;
}
