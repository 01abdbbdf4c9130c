namespace CollabWiki.Core.Rendering.Links;

/// <summary>Paths of pages and files inside a space: relative to its top, with "/", without "." and ".." parts.</summary>
public static class RelativePath
{
    /// <summary>Follows <paramref name="link"/> (not percent-encoded) from the file <paramref name="from"/>; false when it climbs above the top or leads nowhere.</summary>
    public static bool TryResolve(string from, string link, out string path)
    {
        path = "";
        var parts = new List<string>(from.Split('/')[..^1]);
        foreach (var part in link.Replace('\\', '/').Split('/'))
        {
            switch (part)
            {
                case "" or ".":
                    break;
                case ".." when parts.Count == 0:
                    return false;
                case "..":
                    parts.RemoveAt(parts.Count - 1);
                    break;
                default:
                    parts.Add(part);
                    break;
            }
        }
        path = string.Join('/', parts);
        return path.Length > 0 && !path.Any(char.IsControl);
    }
}
