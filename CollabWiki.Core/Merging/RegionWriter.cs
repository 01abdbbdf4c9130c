using System.Diagnostics;

namespace CollabWiki.Core.Merging;

/// <summary>Cuts the texts of the pieces out: regions that cover the three texts from start to end.</summary>
internal sealed class RegionWriter(string before, string ours, string theirs)
{
    private readonly List<MergeRegion> regions = [];

    // The regions that words settled, which lines alone would not.
    private readonly List<int> settled = [];

    /// <summary>The regions; where the words don't balance, what words settled is a conflict.</summary>
    public IReadOnlyList<MergeRegion> Finish()
    {
        settled.AddRange(new MovedLines(before, ours, theirs).Settle(regions));
        if (settled.Count == 0 || regions.Exists(region => region.IsConflict))
        {
            return regions;
        }
        var ledger = new WordLedger();
        foreach (var region in regions)
        {
            if (region.Reason != MergeReason.Unchanged)
            {
                ledger.Add(region);
            }
        }
        if (!ledger.Balances)
        {
            foreach (var index in settled)
            {
                regions[index] = regions[index] with
                {
                    Result = null,
                    Reason = MergeReason.Unbalanced,
                };
            }
        }
        return regions;
    }

    /// <summary>Adds the pieces of a stretch that both sides changed.</summary>
    public void AddHunk(List<Piece> pieces)
    {
        foreach (var piece in pieces)
        {
            Add(piece);
            if (piece.Result != Outcome.Conflict && regions[^1].Ours != regions[^1].Theirs)
            {
                settled.Add(regions.Count - 1);
            }
        }
    }

    public void Add(Piece piece)
    {
        var at = piece.At;
        if (piece.Reason == MergeReason.Unchanged)
        {
            var text = before[at.BaseFrom..at.BaseTo];
            regions.Add(new MergeRegion(at.BaseFrom, text, text, text, text, piece.Reason));
            return;
        }
        var mine = ours[at.OursFrom..at.OursTo];
        var other = theirs[at.TheirsFrom..at.TheirsTo];
        var result = piece.Result switch
        {
            Outcome.Conflict => null,
            Outcome.Ours => mine,
            Outcome.Theirs => other,
            Outcome.Text => piece.Text,
            _ => throw new UnreachableException(),
        };
        regions.Add(
            new MergeRegion(
                at.BaseFrom,
                before[at.BaseFrom..at.BaseTo],
                mine,
                other,
                result,
                piece.Reason
            )
        );
    }
}
