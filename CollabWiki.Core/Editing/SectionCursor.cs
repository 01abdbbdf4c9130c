namespace CollabWiki.Core.Editing;

/// <summary>Walks over sections, also part by part; CodeMirror's SectionIter.</summary>
internal ref struct SectionCursor
{
    private const int AtEnd = -2;

    private readonly ReadOnlySpan<Section> sections;
    private string? insert;
    private int offset;

    public SectionCursor(ReadOnlySpan<Section> sections)
    {
        this.sections = sections;
        Index = -1;
        Next();
    }

    /// <summary>The place of the current section among the sections.</summary>
    public int Index { get; private set; }

    /// <summary>What is left of the section in the text before.</summary>
    public int Length { get; private set; }

    /// <summary>What the section inserts (when walked by <see cref="ForwardAfter"/>: what is left of it), or <see cref="Section.Kept"/>.</summary>
    public int Inserted { get; private set; }

    public readonly bool Done => Inserted == AtEnd;

    public readonly bool Keeps => Inserted == Section.Kept;

    public readonly bool Changes => Inserted >= 0;

    /// <summary>Nothing of the section has been walked over yet.</summary>
    public readonly bool AtStart => offset == 0;

    /// <summary>What is left of the section in the text after.</summary>
    public readonly int LengthAfter => Inserted < 0 ? Length : Inserted;

    /// <summary>The whole text that the section inserts.</summary>
    public readonly ReadOnlyMemory<char> Text => insert.AsMemory();

    /// <summary>The next part of the inserted text.</summary>
    public readonly ReadOnlyMemory<char> TextPart(int length) => insert.AsMemory(offset, length);

    public void Next()
    {
        Index++;
        offset = 0;
        if (Index < sections.Length)
        {
            var section = sections[Index];
            (Length, Inserted, insert) = (section.Length, section.Inserted, section.Insert);
        }
        else
        {
            (Length, Inserted, insert) = (0, AtEnd, null);
        }
    }

    /// <summary>Walks over a part of the text before.</summary>
    public void Forward(int length)
    {
        if (length == Length)
        {
            Next();
            return;
        }
        Length -= length;
        offset += length;
    }

    /// <summary>Walks over a part of the text after.</summary>
    public void ForwardAfter(int length)
    {
        if (Keeps)
        {
            Forward(length);
        }
        else if (length == Inserted)
        {
            Next();
        }
        else
        {
            Inserted -= length;
            offset += length;
        }
    }
}
