namespace CollabWiki.Core.Merging;

/// <summary>What a piece of a line is to a merge.</summary>
internal enum TokenKind : byte
{
    Word,

    /// <summary>A word with a digit in it.</summary>
    Number,

    /// <summary>A sign that isn't a word; a run of one sign ("##", "---") is one.</summary>
    Sign,

    /// <summary>The border of a table's cell.</summary>
    Cell,

    /// <summary>An address: one word, however many are in it.</summary>
    Address,

    /// <summary>A line of code.</summary>
    Code,

    /// <summary>White space inside a paragraph, a single line break too: it may be laid out anew.</summary>
    Space,

    /// <summary>White space that ends a paragraph, an item, a row or a heading.</summary>
    Break,

    /// <summary>White space between lines of code.</summary>
    CodeBreak,
}
