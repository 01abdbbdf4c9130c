namespace CollabWiki.Core.Transfer;

/// <summary>What came of an import.</summary>
/// <param name="Created">Pages that were made, those of folders too.</param>
/// <param name="Updated">Pages that got a new version.</param>
/// <param name="Unchanged">Pages and files that were the same already.</param>
/// <param name="Files">Files that were written.</param>
/// <param name="Skipped">Hidden files and folders, which are left out on purpose.</param>
/// <param name="NotTaken">What should have come along and couldn't.</param>
public sealed record ImportReport(
    int Created,
    int Updated,
    int Unchanged,
    int Files,
    IReadOnlyList<string> Skipped,
    IReadOnlyList<NotTaken> NotTaken
);
