using System.ComponentModel;
using System.Text.Json.Serialization;

namespace CollabWiki.Features.Api;

/// <summary>A page to make.</summary>
internal sealed record PageWish
{
    [Description("1–200 characters on one line.")]
    public required string Title { get; init; }

    [Description("Markdown, at most 2 MiB of UTF-8.")]
    public string Text { get; init; } = "";

    [Description("The name in the address; without it the title makes one.")]
    public string? Slug { get; init; }

    [Description("The id of the page to put it under; without it the page comes to the top.")]
    public string? Parent { get; init; }
}

/// <summary>What to change about a page. What is left out stays as it is.</summary>
internal sealed record PageChange
{
    [Description("1–200 characters on one line.")]
    public string? Title { get; init; }

    [Description("The name in the address; the old address still leads to the page.")]
    public string? Slug { get; init; }

    [Description("The id of the page to move it under, with all below it; null: to the top.")]
    public string? Parent
    {
        get;
        init
        {
            field = value;
            IsMoved = true;
        }
    }

    [Description("The id of the sibling to put it before; without it a moved page comes last.")]
    public string? Before { get; init; }

    /// <summary>Whether “parent” was said: null is a place as well.</summary>
    [JsonIgnore]
    public bool IsMoved { get; private init; }
}
