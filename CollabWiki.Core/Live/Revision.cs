using System.Globalization;

namespace CollabWiki.Core.Live;

/// <summary>How many updates a draft has: the place of the next one in its log. Never called version.</summary>
public readonly record struct Revision(long Number) : IComparable<Revision>
{
    /// <summary>The beginning of each log.</summary>
    public static readonly Revision Zero;

    public int CompareTo(Revision other) => Number.CompareTo(other.Number);

    public static Revision operator +(Revision revision, int updates) =>
        new(revision.Number + updates);

    /// <summary>How many updates lie between two revisions.</summary>
    public static int operator -(Revision left, Revision right) =>
        checked((int)(left.Number - right.Number));

    public static bool operator <(Revision left, Revision right) => left.Number < right.Number;

    public static bool operator >(Revision left, Revision right) => left.Number > right.Number;

    public static bool operator <=(Revision left, Revision right) => left.Number <= right.Number;

    public static bool operator >=(Revision left, Revision right) => left.Number >= right.Number;

    public override string ToString() => Number.ToString(CultureInfo.InvariantCulture);
}
