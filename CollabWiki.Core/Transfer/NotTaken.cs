namespace CollabWiki.Core.Transfer;

/// <summary>Something that an import or export left out: its path and a sentence on why.</summary>
public sealed record NotTaken(string Path, string Why);

/// <summary>How far a transfer is: <paramref name="Done"/> of <paramref name="Total"/> files.</summary>
public sealed record TransferProgress(int Done, int Total);
