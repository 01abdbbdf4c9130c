namespace CollabWiki.Core.Settings;

/// <summary>The wiki can only be read for now: nothing was written, or nobody may be told that it was. The message is for people.</summary>
public sealed class WikiReadOnlyException : Exception
{
    public WikiReadOnlyException() { }

    public WikiReadOnlyException(string message)
        : base(message) { }

    public WikiReadOnlyException(string message, Exception inner)
        : base(message, inner) { }
}
