namespace Cassandra;

/// <summary>Whatever goes wrong between this client and the cluster.</summary>
public class DriverException(string message, Exception? inner = null) : Exception(message, inner);

/// <summary>A value doesn't fit the column that it is for.</summary>
public sealed class InvalidTypeException(string message) : DriverException(message);

/// <summary>The server didn't accept the credentials.</summary>
public sealed class AuthenticationException(string message) : DriverException(message);

/// <summary>No answer within the read time-out: whether a write was done isn't known.</summary>
public sealed class OperationTimedOutException(System.Net.IPEndPoint host, int timeoutMillis)
    : DriverException($"{host} did not answer within {timeoutMillis} ms.");

/// <summary>All connections to a host carry as many requests as they may.</summary>
public sealed class BusyPoolException(System.Net.IPEndPoint host)
    : DriverException($"All connections to {host} are busy.");

/// <summary>No host could be asked; why, host by host.</summary>
public sealed class NoHostAvailableException(Dictionary<System.Net.IPEndPoint, Exception> errors)
    : DriverException(Say(errors))
{
    public Dictionary<System.Net.IPEndPoint, Exception> Errors => errors;

    private static string Say(Dictionary<System.Net.IPEndPoint, Exception> errors) =>
        errors.Count == 0
            ? "No host is known to be up."
            : "No host could be asked: "
                + string.Join("; ", errors.Select(error => $"{error.Key}: {error.Value.Message}"));
}
