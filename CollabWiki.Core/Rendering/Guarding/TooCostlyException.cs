namespace CollabWiki.Core.Rendering.Guarding;

/// <summary>A text was given up as Markdown; the page shows it as it is. Thrown from inside Markdig, which has no other way to stop.</summary>
internal sealed class TooCostlyException : Exception
{
    public TooCostlyException() { }

    public TooCostlyException(string message)
        : base(message) { }

    public TooCostlyException(string message, Exception inner)
        : base(message, inner) { }
}
