namespace CollabWiki.Core.Pages;

/// <summary>A page, for ever, whatever its title, slug and place become.</summary>
public readonly record struct PageId(Guid Value)
{
    public static PageId New() => new(Guid.CreateVersion7());

    public static bool TryParse(string? text, out PageId id)
    {
        var valid = Guid.TryParse(text, out var value);
        id = new PageId(value);
        return valid;
    }

    public override string ToString() => Value.ToString();
}
