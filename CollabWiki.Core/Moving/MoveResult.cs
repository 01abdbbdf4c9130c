using System.Diagnostics;

namespace CollabWiki.Core.Moving;

/// <summary>What came of the wish to move a wiki.</summary>
public abstract record MoveResult
{
    private MoveResult() { }

    /// <summary>Everything is in the target and equal.</summary>
    public sealed record Moved(MoveReport Report) : MoveResult;

    /// <summary>Copied, but not everything is equal; both stores stay as they are.</summary>
    public sealed record Different(MoveReport Report) : MoveResult;

    /// <summary>Nothing was done.</summary>
    public sealed record Refused(MoveRefusal Why) : MoveResult;
}

/// <summary>Why a wiki can't be moved.</summary>
public enum MoveRefusal
{
    NothingToMove,
    SourceUnfinished,
    TargetInUse,
}

public static class MoveRefusals
{
    /// <summary>A sentence for people.</summary>
    public static string Explain(this MoveRefusal refusal) =>
        refusal switch
        {
            MoveRefusal.NothingToMove =>
                "There is no wiki to move: the source has neither spaces nor accounts. Is it the right one?",
            MoveRefusal.SourceUnfinished =>
                "The source is itself an unfinished copy of another wiki. Finish that move first.",
            MoveRefusal.TargetInUse =>
                "The target holds a wiki already, and nothing is written over one. Give an empty one: another data folder, or another keyspace.",
            _ => throw new UnreachableException(),
        };
}

/// <summary>What both stores hold after a move.</summary>
/// <param name="Differences">What isn't equal, a line each; the first ten thousand.</param>
public sealed record MoveReport(IReadOnlyList<MovedKind> Kinds, IReadOnlyList<string> Differences);

/// <summary>A kind of data as both stores hold it.</summary>
public sealed record MovedKind(string Name, MovedCount Source, MovedCount Target);

/// <param name="Things">How many there are: pages with versions, say.</param>
/// <param name="Parts">What they are made of: versions and texts, say.</param>
/// <param name="Hash">SHA-256 of the names and hashes of all parts.</param>
public sealed record MovedCount(int Things, long Parts, string Hash);

/// <param name="What">What is done: "Copying accounts".</param>
public sealed record MoveProgress(string What, int Done, int Total);
