namespace CollabWiki.Core.Rendering.Guarding;

/// <summary>Tells texts with thousands of link definitions in one paragraph, for which Markdig takes quadratic time without asking anybody.</summary>
internal static class Definitions
{
    private const int Max = 20_000;

    public static bool AreTooMany(string text)
    {
        var count = 0;
        foreach (var line in text.AsSpan().EnumerateLines())
        {
            count =
                line.IsWhiteSpace() ? 0
                : line.Contains("]:", StringComparison.Ordinal) ? count + 1
                : count;
            if (count > Max)
            {
                return true;
            }
        }
        return false;
    }
}
