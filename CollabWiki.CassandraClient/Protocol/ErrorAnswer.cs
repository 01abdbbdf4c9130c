namespace Cassandra.Protocol;

/// <summary>Error answers as exceptions; native protocol v4, section 9.</summary>
internal static class ErrorAnswer
{
    public static DriverException Read(BodyReader body)
    {
        var code = body.Int();
        var message = body.String();
        switch (code)
        {
            case 0x000A:
                return new ProtocolErrorException(message);
            case 0x0100:
                return new AuthenticationException(message);
            case 0x1000:
                return new UnavailableException(message, Level(body), body.Int(), body.Int());
            case 0x1001:
                return new OverloadedException(message);
            case 0x1002:
                return new IsBootstrappingException(message);
            case 0x1003:
                return new TruncateException(message);
            case 0x1100:
                return new WriteTimeoutException(
                    message,
                    Level(body),
                    body.Int(),
                    body.Int(),
                    body.String()
                );
            case 0x1200:
                return new ReadTimeoutException(
                    message,
                    Level(body),
                    body.Int(),
                    body.Int(),
                    body.Byte() != 0
                );
            case 0x1300:
                return new ReadFailureException(message, Level(body), body.Int(), body.Int());
            case 0x1500:
                var (level, received, required) = (Level(body), body.Int(), body.Int());
                body.Int();
                return new WriteFailureException(message, level, received, required, body.String());
            case 0x2000:
                return new SyntaxError(message);
            case 0x2100:
                return new UnauthorizedException(message);
            case 0x2200 or 0x2300 or 0x1400:
                return new InvalidQueryException(message);
            case 0x2400:
                return new AlreadyExistsException(message, body.String(), body.String());
            case 0x2500:
                return new PreparedQueryNotFoundException(message, body.ShortBytes());
            default:
                return new ServerErrorException(message);
        }
    }

    private static ConsistencyLevel Level(BodyReader body) => (ConsistencyLevel)body.Short();
}
