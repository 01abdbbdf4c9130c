using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>A draft. The shared draft of a page has the page's id, for as long as the page lives.</summary>
public readonly record struct DraftId(Guid Value)
{
    /// <summary>The draft that everyone edits together.</summary>
    public static DraftId SharedOf(PageId page) => new(page.Value);

    public override string ToString() => Value.ToString();
}
