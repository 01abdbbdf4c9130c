namespace CollabWiki.Core.Merging;

/// <summary>Placeholder of the merge's outcome.</summary>
public sealed record MergeResult;
