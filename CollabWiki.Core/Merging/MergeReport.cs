namespace CollabWiki.Core.Merging;

/// <summary>A three-way merge: regions that cover the three texts from start to end, so that joined they give them back.</summary>
public sealed record MergeReport(IReadOnlyList<MergeRegion> Regions)
{
    public bool HasConflicts => Regions.Any(region => region.IsConflict);

    /// <summary>The merged text; while there are conflicts they hold ours, and the text is no result to save.</summary>
    public string Text => Resolve(conflict => conflict.Ours);

    /// <summary>The merged text, with each conflict as <paramref name="decide"/> says.</summary>
    public string Resolve(Func<MergeRegion, string> decide) =>
        string.Concat(Regions.Select(region => region.Result ?? decide(region)));
}
