namespace CollabWiki.Core.Live;

/// <summary>One open editor (a tab, a bot): 1–40 of A–Z, a–z, 0–9, "-" and "_", chosen by the client. <see cref="None"/> is the server itself.</summary>
public readonly record struct ClientId
{
    private ClientId(string value) => Value = value;

    /// <summary>Who writes the marks of versions into a log.</summary>
    public static readonly ClientId None = new("");

    public string Value { get; }

    /// <summary>Reads the id of a client; never gives <see cref="None"/>.</summary>
    public static bool TryParse(string? text, out ClientId id)
    {
        var valid =
            text is { Length: >= 1 and <= 40 }
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_');
        id = valid ? new ClientId(text!) : None;
        return valid;
    }

    /// <summary>Reads an id out of a store.</summary>
    internal static ClientId FromLog(string text) => text.Length == 0 ? None : new ClientId(text);

    public override string ToString() => Value;
}
