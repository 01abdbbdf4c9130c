using System.ComponentModel;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace CollabWiki.Features.Api;

/// <summary>A part of a list.</summary>
internal sealed record Listed<T>(
    IReadOnlyList<T> Items,
    [property: Description("Where the list goes on; null at its end.")] string? Next
);

/// <summary>A person.</summary>
internal sealed record PersonAnswer(string Id, string Name);

/// <summary>A space.</summary>
internal sealed record SpaceAnswer(
    string Key,
    string Name,
    string Description,
    [property: Description("What you are in it: “reader”, “editor” or “administrator”.")]
        string Role,
    [property: Description("The address of the space for people.")] string Url
);

/// <summary>A page in the tree of its space.</summary>
internal sealed record TreeAnswer(
    string Id,
    string Title,
    string Slug,
    [property: Description("The page above it; null at the top.")] string? Parent,
    [property: Description("How many pages are above it.")] int Depth,
    [property: Description("The address of the page for people.")] string Url
);

/// <summary>A page, without its text.</summary>
internal sealed record PageAnswer(
    string Id,
    string Space,
    string Title,
    string Slug,
    [property: Description("The page above it; null at the top.")] string? Parent,
    DateTimeOffset CreatedAt,
    PersonAnswer CreatedBy,
    [property: Description("The newest version of its text.")] VersionAnswer? Version,
    [property: Description("When it was deleted to the trash; null when it wasn’t.")]
        DateTimeOffset? TrashedAt,
    [property: Description("The address of the page for people.")] string Url
);

/// <summary>One saved state of a page’s text.</summary>
internal sealed record VersionAnswer(
    int Number,
    [property: Description("What If-Match takes for a text that started from this version.")]
        string Etag,
    DateTimeOffset At,
    [property: Description("Everyone whose edits are new in it; first whoever saved it.")]
        IReadOnlyList<PersonAnswer> Authors,
    [property: Description(
        "How it came about: “edit”, “merge”, “restore”, “import” or another word."
    )]
        string Kind,
    string Comment,
    [property: Description("The version that a restore brought back; else null.")] int? Origin,
    [property: Description("Length of the text in UTF-16 units.")] int Length,
    [property: Description("UTF-16 units added against the version before.")] int Added,
    [property: Description("UTF-16 units removed against the version before.")] int Removed
);

/// <summary>A stretch of a three-way merge. The results of all regions, joined, are the merged text; their “ours”, joined, are the text that was sent (where it is left out, it is “result”).</summary>
internal sealed record RegionAnswer(
    [property: Description(
        "Why it reads as it does: “unchanged”, “onlyOurs”, “onlyTheirs”, “same”, “otherWords”, “conflict” or another word."
    )]
        string Reason,
    [property: Description("The reason as a sentence for whoever sent the text.")] string Sentence,
    [property: Description("Where it starts in the base, in UTF-16 units.")] int BaseFrom
)
{
    /// <summary>In the version that the text started from; left out where nobody changed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Base { get; init; }

    /// <summary>In the text that was sent; left out where nobody changed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Ours { get; init; }

    /// <summary>In the newest version; left out where nobody changed it.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Theirs { get; init; }

    /// <summary>What the page says now; left out for a conflict.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Result { get; init; }
}

/// <summary>What came of a save.</summary>
internal sealed record SaveAnswer(
    [property: Description(
        "“saved” as it was sent, “merged” with what others saved meanwhile, or “unchanged”: the page says all of it already."
    )]
        string Result,
    [property: Description("The newest version now.")] VersionAnswer Version,
    [property: Description(
        "Whether the page’s text is now exactly what was sent. If not, get the text before you change it again."
    )]
        bool SameText
)
{
    /// <summary>How each part was merged; only where it was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<RegionAnswer>? Regions { get; init; }
}

/// <summary>A save that a person must settle. Nothing was written, and all texts are in here.</summary>
internal sealed class ConflictDetails : ProblemDetails
{
    [Description("The version that the text started from.")]
    public int Base { get; set; }

    [Description("The newest version: send the settled text with If-Match and its etag.")]
    public VersionAnswer? Head { get; set; }

    public IReadOnlyList<RegionAnswer> Regions { get; set; } = [];
}
