namespace CollabWiki.Core.Editing;

/// <summary>One replacement, in UTF-16 positions of the text before: <paramref name="From"/> up to and without <paramref name="To"/>.</summary>
public readonly record struct Change(int From, int To, string Insert);
