using CollabWiki.Core.Merging;
using CollabWiki.Tests.Core.Editing;
using CsCheck;

namespace CollabWiki.Tests.Core.Merging;

[Trait("layer", "unit")]
public sealed class ThreeWayMergePropertyTests
{
    private static readonly Gen<(string Base, string Ours, string Theirs)> Related = Generated
        .Edits(2)
        .Select((text, edits) => (text, edits[0].Apply(text), edits[1].Apply(text)));

    private static readonly Gen<(string Base, string Ours, string Theirs)> Any = Gen.OneOf(
        Related,
        Gen.Select(Generated.Units, Generated.Units, Generated.Units)
    );

    [Fact]
    public void A_side_without_changes_takes_the_other_side() =>
        Any.Sample(
            (text, other, _) =>
            {
                Assert.Equal(other, Settled(text, other, text));
                Assert.Equal(other, Settled(text, text, other));
                Assert.Equal(other, Settled(text, other, other));
            },
            iter: Generated.Cases
        );

    [Fact]
    public void Swapping_the_sides_swaps_them_in_the_result() =>
        Any.Sample(
            (text, ours, theirs) =>
            {
                var regions = ThreeWayMerge.Merge(text, ours, theirs).Regions;
                var swapped = ThreeWayMerge.Merge(text, theirs, ours).Regions;
                Assert.Equal(regions, swapped.Select(Swap));
            },
            iter: Generated.Cases
        );

    [Fact]
    public void The_regions_rebuild_the_three_texts() =>
        Any.Sample(
            (text, ours, theirs) =>
            {
                var merge = ThreeWayMerge.Merge(text, ours, theirs);
                Assert.Equal(text, string.Concat(merge.Regions.Select(region => region.Base)));
                Assert.Equal(ours, string.Concat(merge.Regions.Select(region => region.Ours)));
                Assert.Equal(theirs, string.Concat(merge.Regions.Select(region => region.Theirs)));
            },
            iter: Generated.Cases
        );

    [Fact]
    public void No_edit_is_dropped() =>
        Any.Sample(
            (text, ours, theirs) =>
                Assert.All(
                    ThreeWayMerge.Merge(text, ours, theirs).Regions,
                    region =>
                    {
                        var settled =
                            region.Ours == region.Base ? region.Theirs
                            : region.Theirs == region.Base ? region.Ours
                            : region.Ours == region.Theirs ? region.Ours
                            : null;
                        Assert.Equal(settled, region.Result);
                        Assert.Equal(settled is null, region.IsConflict);
                        Assert.NotEmpty(region.Sentence);
                    }
                ),
            iter: Generated.Cases
        );

    private static string Settled(string text, string ours, string theirs)
    {
        var merge = ThreeWayMerge.Merge(text, ours, theirs);
        Assert.False(merge.HasConflicts);
        return merge.Text;
    }

    private static MergeRegion Swap(MergeRegion region) =>
        region with
        {
            Ours = region.Theirs,
            Theirs = region.Ours,
            Reason = region.Reason switch
            {
                MergeReason.OnlyOurs => MergeReason.OnlyTheirs,
                MergeReason.OnlyTheirs => MergeReason.OnlyOurs,
                var reason => reason,
            },
        };
}
