using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Merging;

/// <summary>Tells what each line of a text is, by its first characters and the fences before it (CommonMark 0.31, sections 4 and 5).</summary>
internal static class MarkdownLines
{
    private const int FenceLength = 3;

    public static LineKind[] Of(TokenList lines)
    {
        var kinds = new LineKind[lines.Count];
        var first = FrontMatterEnd(lines);
        kinds.AsSpan(..first).Fill(LineKind.FrontMatter);
        var fence = "";
        for (var i = first; i < kinds.Length; i++)
        {
            var line = lines[i].Trim();
            if (fence.Length > 0)
            {
                kinds[i] = LineKind.Code;
                fence = Closes(line, fence) ? "" : fence;
            }
            else if (FenceOf(line) is { Length: > 0 } opened)
            {
                kinds[i] = LineKind.Code;
                fence = opened.ToString();
            }
            else
            {
                kinds[i] = KindOf(line);
            }
        }
        return kinds;
    }

    /// <summary>Whether the line is a list item's first: a bullet or a number, and a space.</summary>
    public static bool IsItem(ReadOnlySpan<char> line)
    {
        var digits = line.IndexOfAnyExceptInRange('0', '9');
        if (digits > 0)
        {
            line = line[digits..];
            return line.Length > 1 && line[0] is '.' or ')' && line[1] is ' ' or '\t';
        }
        return line.Length > 1 && line[0] is '-' or '*' or '+' && line[1] is ' ' or '\t';
    }

    /// <summary>Whether the line divides a table's head from its body.</summary>
    public static bool IsTableRule(ReadOnlySpan<char> line) =>
        line.Contains('-') && line.IndexOfAnyExcept("|-: \t") < 0;

    /// <summary>Whether the line says where links of a name lead: "[name]: address".</summary>
    public static bool IsLinkDefinition(ReadOnlySpan<char> line)
    {
        var end = line.IndexOf("]:");
        return end > 1 && line[0] == '[' && !line[1..end].Contains(']');
    }

    private static LineKind KindOf(ReadOnlySpan<char> line) =>
        line.IsEmpty ? LineKind.Blank
        : IsItem(line) ? LineKind.Item
        : line[0] == '|' ? LineKind.TableRow
        : line[0] is '#' or '>' or '<' or ':' or '!' || IsRule(line) || line.StartsWith("[^")
            ? LineKind.Marked
        : LineKind.Text;

    private static bool IsRule(ReadOnlySpan<char> line) =>
        line[0] is '-' or '=' or '*' or '_' && line.IndexOfAnyExcept(line[0], ' ') < 0;

    private static int FrontMatterEnd(TokenList lines)
    {
        if (lines.Count == 0 || lines[0].TrimEnd() is not "---")
        {
            return 0;
        }
        for (var i = 1; i < lines.Count; i++)
        {
            if (lines[i].TrimEnd() is "---" or "...")
            {
                return i + 1;
            }
        }
        return 0;
    }

    private static ReadOnlySpan<char> FenceOf(ReadOnlySpan<char> line)
    {
        if (line.IsEmpty || line[0] is not ('`' or '~'))
        {
            return [];
        }
        var end = line.IndexOfAnyExcept(line[0]);
        var length = end < 0 ? line.Length : end;
        // A back quote behind the fence makes it code within a line.
        return length < FenceLength || (line[0] == '`' && line[length..].Contains('`'))
            ? []
            : line[..length];
    }

    private static bool Closes(ReadOnlySpan<char> line, string fence) =>
        line.Length >= fence.Length && line.IndexOfAnyExcept(fence[0]) < 0;
}
