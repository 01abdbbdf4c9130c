namespace CollabWiki.Core.Files;

/// <summary>The kinds of files that a space takes, by the ends of their names.</summary>
public static class FileTypes
{
    /// <summary>How a file is sent that browsers must not open beside the wiki.</summary>
    public const string Unshown = "application/octet-stream";

    private static readonly Dictionary<string, string> Types = new(StringComparer.OrdinalIgnoreCase)
    {
        [".png"] = "image/png",
        [".jpg"] = "image/jpeg",
        [".jpeg"] = "image/jpeg",
        [".gif"] = "image/gif",
        [".webp"] = "image/webp",
        [".avif"] = "image/avif",
        [".bmp"] = "image/bmp",
        [".ico"] = "image/x-icon",
        [".svg"] = "image/svg+xml",
        [".pdf"] = "application/pdf",
        [".txt"] = "text/plain",
        [".log"] = "text/plain",
        [".csv"] = "text/csv",
        [".tsv"] = "text/tab-separated-values",
        [".json"] = "application/json",
        [".yaml"] = "application/yaml",
        [".yml"] = "application/yaml",
        [".toml"] = "application/toml",
        [".xml"] = "application/xml",
        [".ics"] = "text/calendar",
        [".zip"] = "application/zip",
        [".gz"] = "application/gzip",
        [".drawio"] = "application/xml",
        [".docx"] = "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        [".xlsx"] = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        [".pptx"] = "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        [".odt"] = "application/vnd.oasis.opendocument.text",
        [".ods"] = "application/vnd.oasis.opendocument.spreadsheet",
        [".odp"] = "application/vnd.oasis.opendocument.presentation",
        [".mp3"] = "audio/mpeg",
        [".mp4"] = "video/mp4",
        [".webm"] = "video/webm",
    };

    /// <summary>Images that run nothing. SVG too: as an image it runs no script, and opened alone it is sent with a policy that lets none run.</summary>
    private static readonly HashSet<string> Shown = new(StringComparer.Ordinal)
    {
        "image/png",
        "image/jpeg",
        "image/gif",
        "image/webp",
        "image/avif",
        "image/bmp",
        "image/x-icon",
        "image/svg+xml",
    };

    /// <summary>The content type for a file's name; null when such files aren't taken.</summary>
    public static string? Find(string name) =>
        Types.GetValueOrDefault(System.IO.Path.GetExtension(name));

    /// <summary>Whether a browser may show such a file; all others are for saving.</summary>
    public static bool IsShown(string contentType) => Shown.Contains(contentType);
}
