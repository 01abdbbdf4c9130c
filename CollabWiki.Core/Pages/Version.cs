using System.Globalization;

namespace CollabWiki.Core.Pages;

/// <summary>The number of one saved state of a page: 1, 2, 3 …; <see cref="None"/> (0) is a page without a saved state.</summary>
public readonly record struct Version(int Number) : IComparable<Version>
{
    /// <summary>Before the first version.</summary>
    public static readonly Version None = new(0);

    /// <summary>The version of a page that was just made.</summary>
    public static readonly Version First = new(1);

    /// <summary>The number that the next save takes.</summary>
    public Version Next => new(Number + 1);

    /// <summary>Reads a number from 1 on, as it stands in an address.</summary>
    public static bool TryParse(string? text, out Version version)
    {
        var valid =
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            && number > 0;
        version = valid ? new Version(number) : None;
        return valid;
    }

    public int CompareTo(Version other) => Number.CompareTo(other.Number);

    public static bool operator <(Version left, Version right) => left.Number < right.Number;

    public static bool operator >(Version left, Version right) => left.Number > right.Number;

    public static bool operator <=(Version left, Version right) => left.Number <= right.Number;

    public static bool operator >=(Version left, Version right) => left.Number >= right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
