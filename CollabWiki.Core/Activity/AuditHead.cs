namespace CollabWiki.Core.Activity;

/// <summary>A place in the chain: the number of an entry and its hash, which stands for all entries up to it.</summary>
public sealed record AuditHead(long Number, AuditHash Hash)
{
    /// <summary>Before the first entry.</summary>
    public static readonly AuditHead None = new(0, AuditHash.Start);

    /// <summary>"12:ab34…": what an administrator keeps elsewhere.</summary>
    public override string ToString() => $"{Number}:{Hash}";
}

/// <summary>Stands for entries that were removed because of their age: the last of them, when it happened, and when they were removed.</summary>
public sealed record AuditSeal(AuditHead Last, DateTimeOffset At, DateTimeOffset SealedAt);
