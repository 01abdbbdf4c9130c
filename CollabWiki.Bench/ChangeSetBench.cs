using BenchmarkDotNet.Attributes;
using CollabWiki.Core.Editing;

namespace CollabWiki.Bench;

/// <summary>A keystroke (one change) and a big edit (a thousand) in a page of 1 MB.</summary>
[MemoryDiagnoser]
public class ChangeSetBench
{
    private string text = "";
    private ChangeSet ours = ChangeSet.Empty(0);
    private ChangeSet theirs = ChangeSet.Empty(0);
    private ChangeSet next = ChangeSet.Empty(0);

    [Params(1, 1_000)]
    public int Changes { get; set; }

    [GlobalSetup]
    public void SetUp()
    {
        text = BenchText.OfLength(1_000_000);
        ours = BenchText.Edit(text.Length, Changes, seed: 1);
        theirs = BenchText.Edit(text.Length, Changes, seed: 2);
        next = BenchText.Edit(ours.NewLength, Changes, seed: 3);
    }

    [Benchmark]
    public string Apply() => ours.Apply(text);

    [Benchmark]
    public ChangeSet Map() => theirs.Map(ours);

    [Benchmark]
    public ChangeSet Compose() => ours.Compose(next);
}
