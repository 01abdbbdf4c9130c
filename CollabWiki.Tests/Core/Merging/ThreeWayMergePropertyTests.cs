using System.Globalization;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Merging;
using CollabWiki.Tests.Core.Editing;
using CsCheck;

namespace CollabWiki.Tests.Core.Merging;

[Trait("layer", "unit")]
public sealed class ThreeWayMergePropertyTests
{
    [Fact]
    public void A_side_without_changes_takes_the_other_side() =>
        MergedText.Any.Sample(
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
        MergedText.Any.Sample(
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
        MergedText.Any.Sample(
            (text, ours, theirs) =>
            {
                var merge = ThreeWayMerge.Merge(text, ours, theirs);
                Assert.Equal(text, string.Concat(merge.Regions.Select(region => region.Base)));
                Assert.Equal(ours, string.Concat(merge.Regions.Select(region => region.Ours)));
                Assert.Equal(theirs, string.Concat(merge.Regions.Select(region => region.Theirs)));
                Assert.All(merge.Regions, region => Assert.NotEmpty(region.Sentence));
            },
            iter: Generated.Cases
        );

    [Fact]
    public void Without_conflicts_every_new_word_is_there_and_no_word_that_both_deleted() =>
        MergedText.Any.Sample(
            (text, ours, theirs) =>
            {
                var merge = ThreeWayMerge.Merge(text, ours, theirs);
                if (merge.HasConflicts)
                {
                    return;
                }
                var (before, mine, others) = (Words(text), Words(ours), Words(theirs));
                var merged = Words(merge.Text);
                Assert.Empty(mine.Union(others).Except(before).Except(merged));
                Assert.Empty(before.Except(mine).Except(others).Intersect(merged));
            },
            iter: Generated.Cases
        );

    [Fact]
    public void A_change_that_stands_alone_is_taken_as_it_is() =>
        MergedText.Any.Sample(
            (text, ours, theirs) =>
                Assert.All(
                    ThreeWayMerge.Merge(text, ours, theirs).Regions,
                    region =>
                    {
                        if (region.Ours == region.Base && !region.IsConflict)
                        {
                            IsTaken(region.Theirs, region);
                        }
                        if (region.Theirs == region.Base && !region.IsConflict)
                        {
                            IsTaken(region.Ours, region);
                        }
                        if (region.IsConflict)
                        {
                            Assert.NotEqual(region.Ours, region.Theirs);
                        }
                    }
                ),
            iter: Generated.Cases
        );

    /// <summary>As it is, but for blank lines that are too many; what was moved is edited where it stands now.</summary>
    private static void IsTaken(string change, MergeRegion region)
    {
        if (region.Reason == MergeReason.BlankLines)
        {
            Assert.Equal(string.Concat(change.Split()), string.Concat(region.Result!.Split()));
        }
        else if (region.Reason != MergeReason.Moved)
        {
            Assert.Equal(change, region.Result);
        }
    }

    [Fact]
    public void The_union_of_lists_settles_no_less_and_loses_nothing() =>
        MergedText.Pages.Sample(
            (text, ours, theirs) =>
            {
                var strict = ThreeWayMerge.Merge(text, ours, theirs);
                var union = ThreeWayMerge.Merge(
                    text,
                    ours,
                    theirs,
                    new MergeOptions { UnitesListItems = true }
                );
                Assert.True(strict.HasConflicts || !union.HasConflicts);
                Assert.Equal(ours, string.Concat(union.Regions.Select(region => region.Ours)));
                Assert.All(
                    union.Regions.Where(region => region.Reason == MergeReason.ListItems),
                    region =>
                        Assert.Empty(
                            Words(region.Ours)
                                .Union(Words(region.Theirs))
                                .Except(Words(region.Result!))
                        )
                );
            },
            iter: Generated.Cases
        );

    [Fact]
    public void No_character_is_cut_apart() =>
        Gen.Select(Generated.Text, Generated.Text, Generated.Text)
            .Sample(
                (text, ours, theirs) =>
                {
                    var (borders, bordersOurs) = (Borders(text), Borders(ours));
                    var (at, atOurs) = (0, 0);
                    foreach (var region in ThreeWayMerge.Merge(text, ours, theirs).Regions)
                    {
                        at += region.Base.Length;
                        atOurs += region.Ours.Length;
                        Assert.Contains(at, borders);
                        Assert.Contains(atOurs, bordersOurs);
                    }
                },
                iter: Generated.Cases
            );

    [Fact]
    public void Markers_keep_all_that_is_settled() =>
        MergedText.Any.Sample(
            (text, ours, theirs) =>
            {
                var merge = ThreeWayMerge.Merge(text, ours, theirs);
                var (marked, conflicts) = new ConflictMarkers("a", "b", "c").Write(merge);
                Assert.Equal(merge.HasConflicts, conflicts > 0);
                if (!merge.HasConflicts)
                {
                    Assert.Equal(merge.Text, marked);
                }
            },
            iter: Generated.Cases
        );

    private static string Settled(string text, string ours, string theirs)
    {
        var merge = ThreeWayMerge.Merge(text, ours, theirs);
        Assert.False(merge.HasConflicts);
        return merge.Text;
    }

    private static HashSet<string> Words(string text)
    {
        var tokens = new Tokenizer().Words(text, 0, text.Length);
        return
        [
            .. Enumerable
                .Range(0, tokens.Count)
                .Select(i => tokens[i].ToString())
                .Where(word => word.Any(char.IsLetterOrDigit)),
        ];
    }

    private static HashSet<int> Borders(string text) =>
        [.. StringInfo.ParseCombiningCharacters(text), text.Length];

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
