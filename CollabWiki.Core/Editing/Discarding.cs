namespace CollabWiki.Core.Editing;

/// <summary>
/// Chooses the tokens that a diff leaves out beforehand, as git does: those that the other side doesn't have, and among
/// many of these also tokens that stand everywhere (blank lines), which would only mislead it.
/// </summary>
internal static class Discarding
{
    private const int Window = 100;
    private const int MostMatches = 1024;
    private const int Share = 4;

    private enum Kind : byte
    {
        Absent,
        Rare,
        Frequent,
    }

    /// <summary>Marks what is left out between two places.</summary>
    public static void Mark(bool[] marks, int[] tokens, int from, int to, int[] countInOther)
    {
        var frequent = Math.Min(MostMatches, RoughRoot(tokens.Length));
        var kinds = new Kind[to - from];
        for (var i = 0; i < kinds.Length; i++)
        {
            var count = countInOther[tokens[from + i]];
            kinds[i] =
                count == 0 ? Kind.Absent
                : count >= frequent ? Kind.Frequent
                : Kind.Rare;
        }
        for (var i = 0; i < kinds.Length; i++)
        {
            marks[from + i] =
                kinds[i] == Kind.Absent
                || (kinds[i] == Kind.Frequent && StandsAmongAbsent(kinds, i));
        }
    }

    /// <summary>Between the root of a number and twice that.</summary>
    private static int RoughRoot(int number)
    {
        var root = 1;
        for (; number > 0; number >>= 2)
        {
            root <<= 1;
        }
        return root;
    }

    private static bool StandsAmongAbsent(Kind[] kinds, int at)
    {
        var (absentBefore, frequentBefore) = Count(kinds, at, -1);
        var (absentAfter, frequentAfter) = Count(kinds, at, 1);
        var frequent = frequentBefore + frequentAfter + 2;
        return absentBefore > 0
            && absentAfter > 0
            && frequent * Share < frequent + absentBefore + absentAfter;
    }

    private static (int Absent, int Frequent) Count(Kind[] kinds, int at, int step)
    {
        var (absent, frequent) = (0, 0);
        for (var i = at + step; i >= 0 && i < kinds.Length; i += step)
        {
            if (kinds[i] == Kind.Rare || Math.Abs(i - at) > Window)
            {
                break;
            }
            absent += kinds[i] == Kind.Absent ? 1 : 0;
            frequent += kinds[i] == Kind.Frequent ? 1 : 0;
        }
        return (absent, frequent);
    }
}
