using System.Globalization;
using System.Text;

namespace CollabWiki.Core.Rendering;

/// <summary>The ids of headings, as GitHub makes them: small letters and digits stay, spaces become dashes, the rest goes.</summary>
internal static class HeadingId
{
    /// <summary>What the frame, Blazor and MudBlazor call their own elements; a text must not take these names from them.</summary>
    private static readonly string[] Reserved = ["cw-", "blazor-", "components-", "mud-", "user-"];

    private const int MaxLength = 120;

    /// <summary>The id that a heading's text gives, before it is made unique.</summary>
    public static string From(string heading)
    {
        var id = new StringBuilder(heading.Length);
        foreach (var rune in heading.Trim().EnumerateRunes())
        {
            if (id.Length >= MaxLength)
            {
                break;
            }
            if (Rune.IsLetterOrDigit(rune) || IsMark(rune))
            {
                id.Append(Rune.ToLowerInvariant(rune).ToString());
            }
            else if (rune.Value is '-' or '_' || Rune.IsWhiteSpace(rune))
            {
                id.Append(rune.Value == '_' ? '_' : '-');
            }
        }
        var value = id.Length == 0 ? "section" : id.ToString();
        return IsReserved(value) ? $"h-{value}" : value;
    }

    public static bool IsReserved(string id) =>
        Reserved.Any(prefix => id.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));

    /// <summary>The id with the first free number behind it where it is taken; takes it.</summary>
    public static string MakeUnique(string id, Dictionary<string, int> taken)
    {
        var unique = id;
        while (!taken.TryAdd(unique, 0))
        {
            unique = string.Create(CultureInfo.InvariantCulture, $"{id}-{++taken[id]}");
        }
        return unique;
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;
}
