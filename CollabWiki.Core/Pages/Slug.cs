using System.Globalization;
using System.Text;
using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Pages;

/// <summary>The name of a page in addresses: 1–80 letters, digits and single dashes inside, in small letters; any script.</summary>
public readonly record struct Slug
{
    /// <summary>Characters (UTF-16) that a slug may have.</summary>
    public const int MaxLength = 80;

    private Slug(string value) => Value = value;

    public string Value { get; }

    /// <summary>Reads a slug as it stands in an address.</summary>
    public static bool TryParse(string? text, out Slug slug)
    {
        slug = default;
        if (string.IsNullOrEmpty(text) || text.Length > MaxLength || FromTitle(text).Value != text)
        {
            return false;
        }
        slug = new Slug(text);
        return true;
    }

    /// <summary>The slug that a title suggests; "page" where nothing of it can stand in an address.</summary>
    public static Slug FromTitle(string title)
    {
        var slug = new StringBuilder(title.Length);
        foreach (var rune in Fold(title).EnumerateRunes())
        {
            // Marks stay with their letters: without them Hindi and Thai words fall apart.
            var next =
                Rune.IsLetterOrDigit(rune) || (IsMark(rune) && slug.Length > 0)
                    ? rune.ToString()
                    : "-";
            if (slug.Length + next.Length > MaxLength)
            {
                break;
            }
            if (next != "-" || (slug.Length > 0 && slug[^1] != '-'))
            {
                slug.Append(next);
            }
        }
        var value = slug.ToString().TrimEnd('-');
        return new Slug(value.Length == 0 ? "page" : value);
    }

    /// <summary>This slug with a number behind it, for the second, third … page of one name.</summary>
    public Slug WithNumber(int number)
    {
        var suffix = string.Create(CultureInfo.InvariantCulture, $"-{number}");
        var head =
            Value.Length + suffix.Length > MaxLength ? Value[..(MaxLength - suffix.Length)] : Value;
        if (char.IsHighSurrogate(head[^1]))
        {
            head = head[..^1];
        }
        return new Slug(head.TrimEnd('-') + suffix);
    }

    public override string ToString() => Value;

    private static string Fold(string title)
    {
        // Once more after the letters became small: some that are two characters as capitals are one then ("J̌", "ǰ").
        return title.Composed().ToLowerInvariant().Normalize();
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.SpacingCombiningMark;
}
