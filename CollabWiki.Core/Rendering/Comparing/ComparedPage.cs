namespace CollabWiki.Core.Rendering.Comparing;

/// <summary>A block of a page as it is now, with what was added and removed marked in it.</summary>
/// <param name="Html">Safe to put into a page as it is.</param>
/// <param name="IsChanged">Whether anything in it is marked.</param>
public sealed record ComparedBlock(string Html, bool IsChanged);

/// <summary>Two versions of a page in one. Each change has a number in <c>data-change</c>, from 0 on; its parts share it.</summary>
public sealed record ComparedPage(IReadOnlyList<ComparedBlock> Blocks, int Changes);
