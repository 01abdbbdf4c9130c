namespace CollabWiki.Core.Merging;

/// <summary>Tells apart changes that stand alone in their paragraph and those beside a change of the other side.</summary>
internal static class ParagraphReasons
{
    public static List<MergeRegion> Refine(List<MergeRegion> regions)
    {
        var refined = new List<MergeRegion>(regions);
        var start = 0;
        for (var i = 0; i <= regions.Count; i++)
        {
            if (i == regions.Count || EndsParagraph(regions[i]))
            {
                RefineParagraph(refined, start, i);
                start = i + 1;
            }
        }
        return refined;
    }

    private static bool EndsParagraph(MergeRegion region) =>
        region.Reason == MergeReason.Unchanged
        && (
            region.Base.Contains("\n\n", StringComparison.Ordinal)
            || region.Base.Contains("\n\r\n", StringComparison.Ordinal)
        );

    private static void RefineParagraph(List<MergeRegion> regions, int from, int to)
    {
        var part = regions[from..to];
        if (
            !part.Exists(region => region.Reason == MergeReason.OnlyOurs)
            || !part.Exists(region => region.Reason == MergeReason.OnlyTheirs)
        )
        {
            return;
        }
        for (var i = from; i < to; i++)
        {
            if (regions[i].Reason is MergeReason.OnlyOurs or MergeReason.OnlyTheirs)
            {
                regions[i] = regions[i] with { Reason = MergeReason.OtherWords };
            }
        }
    }
}
