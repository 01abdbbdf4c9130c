namespace CollabWiki.Core.Rendering.Comparing;

/// <summary>Finds which of the units that went became which of those that came, in order: alike in kind, and with words in common.</summary>
internal static class UnitPairs
{
    /// <summary>The share of common words from which on two blocks are one that changed.</summary>
    private const double Alike = 0.35;

    // Beyond that the table of all pairs costs more than it tells.
    private const int MostPairs = 40_000;

    public static IEnumerable<(Unit? Old, Unit? Now)> Of(
        IReadOnlyList<Unit> gone,
        IReadOnlyList<Unit> come
    )
    {
        if ((long)gone.Count * come.Count > MostPairs)
        {
            return
            [
                .. gone.Select(unit => ((Unit?)unit, (Unit?)null)),
                .. come.Select(unit => ((Unit?)null, (Unit?)unit)),
            ];
        }
        var score = Scores(gone, come);
        var pairs = new List<(Unit?, Unit?)>();
        var (i, j) = (0, 0);
        while (i < gone.Count || j < come.Count)
        {
            var both = i < gone.Count && j < come.Count;
            var likeness = both ? Likeness(gone[i], come[j]) : 0;
            if (likeness >= Alike && score[i, j] <= score[i + 1, j + 1] + likeness + 1e-9)
            {
                pairs.Add((gone[i++], come[j++]));
            }
            else if (j >= come.Count || (i < gone.Count && score[i + 1, j] >= score[i, j + 1]))
            {
                pairs.Add((gone[i++], null));
            }
            else
            {
                pairs.Add((null, come[j++]));
            }
        }
        return pairs;
    }

    private static double[,] Scores(IReadOnlyList<Unit> gone, IReadOnlyList<Unit> come)
    {
        var score = new double[gone.Count + 1, come.Count + 1];
        for (var i = gone.Count - 1; i >= 0; i--)
        {
            for (var j = come.Count - 1; j >= 0; j--)
            {
                var likeness = Likeness(gone[i], come[j]);
                score[i, j] = Math.Max(
                    Math.Max(score[i + 1, j], score[i, j + 1]),
                    likeness >= Alike ? score[i + 1, j + 1] + likeness : 0
                );
            }
        }
        return score;
    }

    /// <summary>From 0 to 1: twice the words in common through all words (Dice).</summary>
    private static double Likeness(Unit old, Unit now)
    {
        if (old.Element?.LocalName != now.Element?.LocalName)
        {
            return 0;
        }
        if (old.Text == now.Text)
        {
            return 1;
        }
        var total = old.Words.Count + now.Words.Count;
        return total == 0 ? 0 : 2.0 * old.Words.Count(now.Words.Contains) / total;
    }
}
