namespace CollabWiki.Core.Editing;

/// <summary>A stretch that a change set replaces: where it lies in the text before (A) and after (B), and the new text.</summary>
public readonly record struct ChangedRange(int FromA, int ToA, int FromB, int ToB, string Insert);
