using CollabWiki.Core.Merging;

namespace CollabWiki.Bench.Merging;

/// <summary>How one case came out.</summary>
internal sealed record CaseScore(MergeCase Case, MergeReport Merge, GitMerge Git)
{
    private readonly string text = Merge.Text;

    public bool IsAuto { get; } = !Merge.HasConflicts;

    public int ConflictRegions { get; } = Merge.Regions.Count(region => region.IsConflict);

    public int ConflictCharacters { get; } =
        Merge
            .Regions.Where(region => region.IsConflict)
            .Sum(region => region.Ours.Length + region.Theirs.Length);

    public bool IsExact => IsAuto && text == Case.Result;

    /// <summary>Equal but for white space at the ends of lines and of the text.</summary>
    public bool IsWhiteSpaceEqual => IsAuto && Trimmed(text).SequenceEqual(Trimmed(Case.Result));

    public bool IsWrong => IsAuto && !IsWhiteSpaceEqual;

    /// <summary>Whether a stretch is settled in which both sides changed the same words, each in another way.</summary>
    public bool SettlesOverlap =>
        Merge.Regions.Any(region => region.Reason == MergeReason.SameAndMore);

    public bool EqualsGit => IsAuto && Git.Equal(text);

    public IReadOnlyList<string> Lost => IsWrong ? Loss.Between(Case, text) : [];

    private static IEnumerable<string> Trimmed(string text) =>
        text.TrimEnd().Split('\n').Select(line => line.TrimEnd());
}

/// <summary>How the cases of a part of a corpus came out together.</summary>
internal sealed record MergeScore(
    int Cases,
    int Auto,
    int Exact,
    int WhiteSpaceEqual,
    int Wrong,
    int Pure,
    int PureWrong,
    int Lossy,
    int EqualToGit,
    int SettledOverlap,
    int ConflictRegions,
    int GitHunks,
    long ConflictCharacters,
    long GitConflictCharacters
)
{
    public static MergeScore Of(IReadOnlyCollection<CaseScore> scores) =>
        new(
            scores.Count,
            scores.Count(score => score.IsAuto),
            scores.Count(score => score.IsExact),
            scores.Count(score => score.IsWhiteSpaceEqual),
            scores.Count(score => score.IsWrong),
            scores.Count(score => score.Case.Labels.IsPure),
            scores.Count(score => score.Case.Labels.IsPure && score.IsWrong),
            scores.Count(score => score.Lost.Count > 0),
            scores.Count(score => score.EqualsGit),
            scores.Count(score => score.SettlesOverlap),
            scores.Sum(score => score.ConflictRegions),
            scores.Sum(score => score.Git.Conflicts),
            scores.Sum(score => (long)score.ConflictCharacters),
            scores.Sum(score => (long)score.Git.ConflictCharacters)
        );
}
