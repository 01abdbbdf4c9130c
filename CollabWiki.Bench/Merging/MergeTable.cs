using System.Globalization;
using System.Text;

namespace CollabWiki.Bench.Merging;

/// <summary>The figures of a run as a table in Markdown.</summary>
internal static class MergeTable
{
    public static string Of(MergeRun run)
    {
        var table = new StringBuilder();
        table.AppendLine(
            "| mode, part | cases | auto | exact | ws-equal | wrong | pure: wrong | lossy | equal to git | overlap settled | conflict regions (git) | conflict characters (git) | merges/s | slowest ms |"
        );
        table.AppendLine(
            "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |"
        );
        foreach (var mode in run.Modes)
        {
            Add(table, $"{mode.Mode}, conflict", mode.Conflict, mode);
            Add(table, $"{mode.Mode}, clean", mode.Clean, mode);
        }
        return table.ToString();
    }

    private static void Add(StringBuilder table, string name, MergeScore score, ModeRun mode)
    {
        string[] cells =
        [
            name,
            $"{score.Cases}",
            Share(score.Auto, score.Cases),
            Share(score.Exact, score.Cases),
            Share(score.WhiteSpaceEqual, score.Cases),
            Share(score.Wrong, score.Cases),
            Share(score.PureWrong, score.Pure),
            $"{score.Lossy}",
            $"{score.EqualToGit}",
            $"{score.SettledOverlap}",
            $"{score.ConflictRegions} ({score.GitHunks})",
            $"{Share(score.ConflictCharacters, score.GitConflictCharacters)} ({score.GitConflictCharacters})",
            mode.MergesPerSecond.ToString("F0", CultureInfo.InvariantCulture),
            mode.SlowestMilliseconds.ToString("F0", CultureInfo.InvariantCulture),
        ];
        table.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
    }

    private static string Share(long part, long whole) =>
        whole == 0
            ? $"{part}"
            : string.Create(CultureInfo.InvariantCulture, $"{part} ({100.0 * part / whole:F1} %)");
}
