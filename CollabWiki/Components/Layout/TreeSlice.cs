using CollabWiki.Core.Pages;

namespace CollabWiki.Components.Layout;

/// <summary>The part of a long row of siblings that is shown: the first ones, those around the current page, and the gaps between as places (from inclusive, to exclusive).</summary>
internal static class TreeSlice
{
    /// <summary>How many siblings are shown before a gap.</summary>
    public const int Shown = 80;

    private const int Around = 20;

    public static IEnumerable<TreeItem> Of(IReadOnlyList<Page> siblings, PageId? onTheWay)
    {
        if (siblings.Count <= Shown + Around)
        {
            return siblings.Select(page => new TreeItem.Row(page));
        }
        var place = -1;
        for (var i = 0; i < siblings.Count && onTheWay is not null && place < 0; i++)
        {
            place = siblings[i].Id == onTheWay ? i : -1;
        }
        var from = Math.Max(Shown, place - Around);
        var to = place < Shown ? from : Math.Min(siblings.Count, place + Around);
        IEnumerable<TreeItem> items =
        [
            .. siblings.Take(Shown).Select(page => new TreeItem.Row(page)),
            new TreeItem.Gap(Shown, place < Shown ? siblings.Count : from),
            .. siblings.Take(from..to).Select(page => new TreeItem.Row(page)),
            new TreeItem.Gap(to, siblings.Count),
        ];
        return items
            .Take(place < Shown ? Shown + 1 : int.MaxValue)
            .Where(item => item is not TreeItem.Gap gap || gap.To > gap.From);
    }
}

/// <summary>A line of the tree.</summary>
public abstract record TreeItem
{
    private TreeItem() { }

    public sealed record Row(Page Page) : TreeItem;

    /// <summary>Siblings that are fetched when asked for.</summary>
    public sealed record Gap(int From, int To) : TreeItem
    {
        public int Count => To - From;
    }
}
