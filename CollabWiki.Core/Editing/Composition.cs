namespace CollabWiki.Core.Editing;

/// <summary>Two edits after each other as one; CodeMirror's composeSets.</summary>
internal static class Composition
{
    public static Section[] Of(ReadOnlySpan<Section> first, ReadOnlySpan<Section> next)
    {
        var sections = new SectionWriter();
        var a = new SectionCursor(first);
        var b = new SectionCursor(next);
        // Whether the section written last goes on: a change of one side reaches over several of the other.
        var open = false;
        while (!a.Done || !b.Done)
        {
            if (a.Inserted == 0)
            {
                sections.Replace(a.Length, default, open);
                a.Next();
            }
            else if (b.Length == 0 && !b.Done)
            {
                sections.Replace(0, b.Text, open);
                b.Next();
            }
            else
            {
                open = WriteCommon(sections, ref a, ref b, open);
            }
        }
        return sections.ToSections();
    }

    /// <summary>Writes what both go over at once, up to where the first of them has a border.</summary>
    private static bool WriteCommon(
        SectionWriter sections,
        ref SectionCursor a,
        ref SectionCursor b,
        bool open
    )
    {
        var length = Math.Min(a.LengthAfter, b.Length);
        var before = sections.Count;
        if (a.Keeps && b.Keeps)
        {
            sections.Keep(length);
        }
        else
        {
            var deleted =
                a.Keeps ? length
                : a.AtStart ? a.Length
                : 0;
            var insert =
                b.Keeps ? a.TextPart(length)
                : b.AtStart ? b.Text
                : default;
            sections.Replace(deleted, insert, open);
        }
        var goesOn = a.Inserted > length || (b.Changes && b.Length > length);
        open = goesOn && (open || sections.Count > before);
        a.ForwardAfter(length);
        b.Forward(length);
        return open;
    }
}
