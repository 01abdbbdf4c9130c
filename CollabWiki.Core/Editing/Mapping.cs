namespace CollabWiki.Core.Editing;

/// <summary>One of two concurrent edits, moved so that it applies after the other; CodeMirror's mapSet.</summary>
internal static class Mapping
{
    public static Section[] Of(
        ReadOnlySpan<Section> sections,
        ReadOnlySpan<Section> other,
        bool before
    )
    {
        var result = new SectionWriter();
        var a = new SectionCursor(sections);
        var b = new SectionCursor(other);
        // The last section of a whose text is written: one that is cut to pieces inserts its text once.
        var inserted = -1;
        while (!a.Done || !b.Done)
        {
            if (a.Keeps && b.Keeps)
            {
                var length = Math.Min(a.Length, b.Length);
                result.Keep(length);
                a.Forward(length);
                b.Forward(length);
            }
            else if (b.Changes && (!a.Changes || inserted == a.Index || ComesFirst(b, a, before)))
            {
                SkipOther(result, ref a, ref b, ref inserted);
            }
            else
            {
                WriteOwn(result, ref a, ref b, ref inserted);
            }
        }
        return result.ToSections();
    }

    /// <summary>Changes are ordered by where they start, then the shorter one, then as <paramref name="before"/> says.</summary>
    private static bool ComesFirst(in SectionCursor b, in SectionCursor a, bool before) =>
        a.AtStart && (b.Length < a.Length || (b.Length == a.Length && !before));

    /// <summary>Keeps what the change of b put in, and goes over the changes of a that it covers.</summary>
    private static void SkipOther(
        SectionWriter result,
        ref SectionCursor a,
        ref SectionCursor b,
        ref int inserted
    )
    {
        var left = b.Length;
        result.Keep(b.Inserted);
        while (left > 0)
        {
            var piece = Math.Min(a.Length, left);
            if (a.Changes && inserted < a.Index && a.Length <= piece)
            {
                result.Replace(0, a.Text);
                inserted = a.Index;
            }
            a.Forward(piece);
            left -= piece;
        }
        b.Next();
    }

    /// <summary>Writes the change of a up to where b next changes something else than by deleting inside it.</summary>
    private static void WriteOwn(
        SectionWriter result,
        ref SectionCursor a,
        ref SectionCursor b,
        ref int inserted
    )
    {
        var length = 0;
        var left = a.Length;
        while (left > 0)
        {
            if (b.Keeps)
            {
                var piece = Math.Min(left, b.Length);
                length += piece;
                left -= piece;
                b.Forward(piece);
            }
            else if (b.Inserted == 0 && b.Length < left)
            {
                left -= b.Length;
                b.Next();
            }
            else
            {
                break;
            }
        }
        result.Replace(length, inserted < a.Index ? a.Text : default);
        inserted = a.Index;
        a.Forward(a.Length - left);
    }
}
