namespace CollabWiki.Core.Activity;

/// <summary>One way through the chain, from the seal or the beginning to its end.</summary>
internal sealed class AuditWalk
{
    /// <summary>After so many flaws more of them say nothing new.</summary>
    private const int MostFlaws = 20;

    private readonly AuditSeal? seal;
    private readonly AuditHead head;
    private readonly AuditAnchor? expected;
    private readonly List<AuditFlaw> flaws = [];
    private bool isSealTold;
    private bool isExpectedMet;
    private bool isGap;

    /// <param name="head">The head record as it was before the walk began.</param>
    public AuditWalk(AuditSeal? seal, AuditHead head, AuditAnchor? expected)
    {
        this.head = head;
        this.seal = seal;
        this.expected = expected;
        Last = seal?.Last ?? AuditHead.None;
        isExpectedMet = expected is null || expected.IsAt(Last);
        isSealTold = seal is null;
    }

    public AuditHead Last { get; private set; }

    public long Count { get; private set; }

    public bool MayGoOn => flaws.Count < MostFlaws;

    public AuditVerdict Verdict => new(Count, Last, seal, flaws);

    public void Take(AuditLink link)
    {
        if (link.Number > Last.Number + 1)
        {
            Miss(Last.Number + 1, link.Number - 1);
            isGap = true;
        }
        // Behind a gap there is nothing to compare the first entry with.
        if (!isGap && !AuditChain.Follows(link, Last))
        {
            flaws.Add(
                new AuditFlaw(
                    link.Number,
                    "doesn’t fit its hash and the entry before. One of them was altered or replaced. "
                        + Describe(link)
                )
            );
        }
        isGap = false;
        Last = link.Head;
        Count++;
        isExpectedMet = isExpectedMet || expected!.IsAt(Last);
        isSealTold = isSealTold || AuditRetention.Tells(link.Entry, seal!);
        if (link.Number == head.Number && link.Hash != head.Hash)
        {
            flaws.Add(
                new AuditFlaw(
                    link.Number,
                    "isn’t the one that the record of the chain’s end names: the chain was rewritten."
                )
            );
        }
    }

    /// <summary>Compares the end with what is kept beside the chain.</summary>
    public void Finish()
    {
        if (!MayGoOn)
        {
            return;
        }
        if (Last.Number < head.Number)
        {
            Miss(Last.Number + 1, head.Number);
        }
        if (head == AuditHead.None && Count > 0)
        {
            flaws.Add(new AuditFlaw(0, "The record of the chain’s end is missing."));
        }
        if (!isSealTold)
        {
            flaws.Add(
                new AuditFlaw(
                    0,
                    $"Entries up to {seal!.Last.Number} were removed, and no entry says that it was because of their age."
                )
            );
        }
        if (!isExpectedMet)
        {
            flaws.Add(
                new AuditFlaw(
                    0,
                    $"The chain doesn’t pass through {expected!.Hash}: it was rewritten, or that entry was older than what is kept."
                )
            );
        }
    }

    private void Miss(long first, long last) =>
        flaws.Add(
            new AuditFlaw(
                first,
                first == last ? "is missing." : $"is missing, and all up to entry {last}."
            )
        );

    private static string Describe(AuditLink link) =>
        link.Entry is { } entry
            ? $"It says: {AuditJson.Write(entry.At)} {entry.Kind} {entry.Target}."
            : "It can’t be read.";
}
