using System.Text;

namespace CollabWiki.Core.Editing;

/// <summary>
/// Gathers sections in their normal form: none is empty, and neighbours that both keep, both only delete or both
/// only insert are one. CodeMirror's addSection and addInsert.
/// </summary>
internal sealed class SectionWriter
{
    private readonly List<Section> done = [];

    // The last section stays open, since what follows may join it.
    private bool open;
    private int length;
    private bool kept;
    private ReadOnlyMemory<char> text;

    // Only for a text of several parts: adding to a string each time would take quadratic time.
    private StringBuilder? parts;

    /// <summary>The sections written so far, counting the open one.</summary>
    public int Count => done.Count + (open ? 1 : 0);

    private int Inserted =>
        kept ? Section.Kept
        : parts is null ? text.Length
        : parts.Length;

    public void Keep(int count)
    {
        if (count == 0)
        {
            return;
        }
        if (open && kept)
        {
            length = checked(length + count);
            return;
        }
        Start(count, keep: true, default);
    }

    /// <summary>Replaces <paramref name="count"/> units; <paramref name="join"/> makes it a part of the section before in any case.</summary>
    public void Replace(int count, ReadOnlyMemory<char> insert, bool join = false)
    {
        if (count == 0 && insert.IsEmpty)
        {
            return;
        }
        var joins = open && (insert.IsEmpty && Inserted == 0 || count == 0 && length == 0 || join);
        if (!joins)
        {
            Start(count, keep: false, insert);
            return;
        }
        length = checked(length + count);
        Append(insert);
    }

    public Section[] ToSections()
    {
        Close();
        return [.. done];
    }

    private void Start(int count, bool keep, ReadOnlyMemory<char> insert)
    {
        Close();
        (open, length, kept, text) = (true, count, keep, insert);
    }

    private void Append(ReadOnlyMemory<char> insert)
    {
        if (insert.IsEmpty)
        {
            return;
        }
        if (parts is null && text.IsEmpty)
        {
            text = insert;
            return;
        }
        parts ??= new StringBuilder().Append(text.Span);
        parts.Append(insert.Span);
    }

    private void Close()
    {
        if (!open)
        {
            return;
        }
        var insert = kept ? null : parts?.ToString() ?? text.ToString();
        done.Add(new Section(length, insert));
        (open, parts, text) = (false, null, default);
    }
}
