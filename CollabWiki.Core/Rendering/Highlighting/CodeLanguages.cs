using System.Buffers;
using TextMateSharp.Grammars;

namespace CollabWiki.Core.Rendering.Highlighting;

/// <summary>The languages that can be coloured, by the names that people write behind a fence.</summary>
internal static class CodeLanguages
{
    private static readonly Dictionary<string, string> Names = Load();
    private static readonly SearchValues<char> Ends = SearchValues.Create(" ,:{[(");

    /// <summary>The id of the grammar for a name ("cs", "C#", "csharp", "language-csharp"); null when there is none.</summary>
    public static string? Find(string? info)
    {
        var name = info?.Trim().Trim('{', '}', '.').ToLowerInvariant() ?? "";
        name = name.StartsWith("language-", StringComparison.Ordinal) ? name[9..] : name;
        var end = name.AsSpan().IndexOfAny(Ends);
        return Names.GetValueOrDefault(end < 0 ? name : name[..end]);
    }

    private static Dictionary<string, string> Load()
    {
        var names = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["c#"] = "csharp",
            ["f#"] = "fsharp",
            ["c++"] = "cpp",
            ["golang"] = "go",
            ["shell"] = "shellscript",
            ["console"] = "shellscript",
            ["docker"] = "dockerfile",
            ["make"] = "makefile",
            ["jinja"] = "html",
            ["toml"] = "ini",
            ["objc"] = "objective-c",
            ["h"] = "c",
            ["tex"] = "latex",
        };
        var languages = new RegistryOptions(ThemeName.LightPlus).GetAvailableLanguages();
        foreach (var language in languages)
        {
            names.TryAdd(language.Id, language.Id);
        }
        foreach (var language in languages)
        {
            foreach (var name in (language.Extensions ?? []).Concat(language.Aliases ?? []))
            {
                names.TryAdd(name.TrimStart('.').ToLowerInvariant(), language.Id);
            }
        }
        return names;
    }
}
