using BenchmarkDotNet.Attributes;
using CollabWiki.Core.Merging;

namespace CollabWiki.Bench;

/// <summary>Two people's edits of one page, as many a side as <see cref="Edits"/> says.</summary>
[MemoryDiagnoser]
public class ThreeWayMergeBench
{
    private string text = "";
    private string ours = "";
    private string theirs = "";

    [Params(10_000, 100_000, 1_000_000)]
    public int Length { get; set; }

    [Params(10, 1_000)]
    public int Edits { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        text = BenchText.OfLength(Length);
        ours = BenchText.Edit(text.Length, Edits, seed: 1).Apply(text);
        theirs = BenchText.Edit(text.Length, Edits, seed: 2).Apply(text);
    }

    [Benchmark]
    public MergeReport Merge() => ThreeWayMerge.Merge(text, ours, theirs);
}
