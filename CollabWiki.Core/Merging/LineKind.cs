namespace CollabWiki.Core.Merging;

/// <summary>What a line of Markdown is.</summary>
internal enum LineKind : byte
{
    /// <summary>Words of a paragraph: a line break beside another such line is white space only.</summary>
    Text,

    Blank,

    /// <summary>A line that begins something of its own: a heading, a quotation, HTML, a definition.</summary>
    Marked,

    /// <summary>The first line of a list item.</summary>
    Item,

    TableRow,

    /// <summary>A line of a fenced code block, or a fence.</summary>
    Code,

    /// <summary>A line of the front matter.</summary>
    FrontMatter,
}
