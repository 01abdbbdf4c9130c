using System.Text.RegularExpressions;
using CollabWiki.Core.Pages;
using Markdig;

namespace CollabWiki.Core.Transfer;

/// <summary>The title that an imported text suggests.</summary>
internal static partial class PageTitle
{
    /// <summary>"title:" of the front matter, else the first heading, else <paramref name="name"/>; always one that a page can have.</summary>
    public static string Of(string text, string name)
    {
        var lines = text.TrimStart('\ufeff')
            .Split('\n')
            .Select(line => line.TrimEnd('\r'))
            .ToList();
        var body = FrontMatterEnd(lines);
        return Clean(FromFrontMatter(lines[..body]))
            ?? Clean(FromHeading(lines[body..]))
            ?? Clean(name)
            ?? "Untitled";
    }

    /// <summary>One line of at most 200 characters without control characters; null when nothing is left.</summary>
    public static string? Clean(string? title)
    {
        if (title is null)
        {
            return null;
        }
        var clean = Spaces()
            .Replace(string.Concat(title.Where(c => !char.IsControl(c) || c == '\t')), " ")
            .Trim();
        if (clean.Length > Page.MaxTitle)
        {
            clean = clean[..Page.MaxTitle];
            clean = (char.IsHighSurrogate(clean[^1]) ? clean[..^1] : clean).TrimEnd();
        }
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>The index of the first line behind the front matter; 0 when there is none.</summary>
    private static int FrontMatterEnd(List<string> lines)
    {
        if (lines[0].TrimEnd() != "---")
        {
            return 0;
        }
        var end = lines.FindIndex(1, line => line.TrimEnd() is "---" or "...");
        return end < 0 ? 0 : end + 1;
    }

    private static string? FromFrontMatter(List<string> lines)
    {
        var title = lines.Find(line =>
            line.StartsWith("title:", StringComparison.OrdinalIgnoreCase)
        );
        var value = title?[6..].Trim();
        return value is ['"', .., '"'] or ['\'', .., '\''] ? value[1..^1] : value;
    }

    private static string? FromHeading(List<string> lines)
    {
        var fence = "";
        for (var i = 0; i < lines.Count; i++)
        {
            var line = lines[i].TrimStart(' ');
            if (
                line.StartsWith("```", StringComparison.Ordinal)
                || line.StartsWith("~~~", StringComparison.Ordinal)
            )
            {
                fence =
                    fence.Length == 0 ? line[..3]
                    : line.StartsWith(fence, StringComparison.Ordinal) ? ""
                    : fence;
            }
            else if (fence.Length > 0 || lines[i].Length - line.Length > 3)
            {
                continue;
            }
            else if (Heading().Match(line) is { Success: true } heading)
            {
                return Plain(heading.Groups["text"].Value);
            }
            else if (i > 0 && Underline().IsMatch(line) && lines[i - 1].Trim().Length > 0)
            {
                return Plain(lines[i - 1]);
            }
        }
        return null;
    }

    private static string Plain(string heading)
    {
        // A long line is no heading that anybody would read as a title.
        heading = heading.Length > 1_000 ? heading[..1_000] : heading;
        try
        {
            return Markdown.ToPlainText(heading);
        }
        // Nested deeper than Markdig goes.
        catch (ArgumentException)
        {
            return heading;
        }
    }

    [GeneratedRegex(
        @"^#{1,6}[ \t]+(?<text>.*?)([ \t]+#+)?[ \t]*$",
        RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Heading();

    [GeneratedRegex(@"^(=+|--+)[ \t]*$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Underline();

    [GeneratedRegex(@"\s+", RegexOptions.None, 1000)]
    private static partial Regex Spaces();
}
