namespace CollabWiki.Core.Transfer;

/// <summary>What came of an export.</summary>
public abstract record ExportResult
{
    private ExportResult() { }

    public sealed record Done(int Pages, int Files, IReadOnlyList<NotTaken> NotTaken)
        : ExportResult;

    /// <summary>Nothing was written; <paramref name="Why"/> is a sentence for people.</summary>
    public sealed record Refused(string Why) : ExportResult;
}
