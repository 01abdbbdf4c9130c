using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>
/// Merges two texts that come from one base. First by lines, as git does, so that what git merges comes out the same here; then
/// each stretch of lines that both sides changed is merged by its words (see <see cref="HunkMerge"/>). No edit is ever dropped:
/// what can't be settled safely is a conflict.
/// </summary>
public static class ThreeWayMerge
{
    /// <summary>Merges any strings, strictly: swapping ours and theirs swaps them in the report and changes nothing else.</summary>
    public static MergeReport Merge(string baseText, string ours, string theirs) =>
        Merge(baseText, ours, theirs, MergeOptions.Strict);

    /// <summary>Merges any strings.</summary>
    public static MergeReport Merge(
        string baseText,
        string ours,
        string theirs,
        MergeOptions options
    )
    {
        var tokenizer = new Tokenizer();
        var lines = (
            Base: tokenizer.Lines(baseText),
            Ours: tokenizer.Lines(ours),
            Theirs: tokenizer.Lines(theirs)
        );
        var regions = new RegionWriter(baseText, ours, theirs);
        var hunks = default(HunkMerge);
        var last = default(Stretch);
        foreach (var chunk in LineMerge.Of(lines.Base, lines.Ours, lines.Theirs))
        {
            Keep(chunk.At);
            last = chunk.At;
            if (chunk.Settled)
            {
                regions.Add(Settled(chunk));
                continue;
            }
            hunks ??= HunkMerge.Create(lines.Base, lines.Ours, lines.Theirs, options);
            regions.AddHunk(hunks.Of(chunk.At));
        }
        Keep(
            new Stretch(
                lines.Base.Count,
                lines.Base.Count,
                lines.Ours.Count,
                lines.Ours.Count,
                lines.Theirs.Count,
                lines.Theirs.Count
            )
        );
        return new MergeReport(regions.Finish());

        void Keep(Stretch next)
        {
            var kept = last.Until(next);
            if (!kept.IsEmpty)
            {
                regions.Add(new Piece(Units(kept), Outcome.Ours, MergeReason.Unchanged));
            }
        }

        Piece Settled(LineChunk chunk) =>
            new(
                Units(chunk.At),
                chunk.Side == Side.Theirs ? Outcome.Theirs : Outcome.Ours,
                chunk.Side switch
                {
                    Side.Ours => MergeReason.OnlyOurs,
                    Side.Theirs => MergeReason.OnlyTheirs,
                    _ => MergeReason.Same,
                }
            );

        Stretch Units(Stretch at) =>
            new(
                lines.Base.Starts[at.BaseFrom],
                lines.Base.Starts[at.BaseTo],
                lines.Ours.Starts[at.OursFrom],
                lines.Ours.Starts[at.OursTo],
                lines.Theirs.Starts[at.TheirsFrom],
                lines.Theirs.Starts[at.TheirsTo]
            );
    }
}
