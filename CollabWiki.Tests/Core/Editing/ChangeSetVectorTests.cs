namespace CollabWiki.Tests.Core.Editing;

[Trait("layer", "unit")]
public sealed class ChangeSetVectorTests
{
    [Fact]
    public void The_committed_cases_of_CodeMirror_hold()
    {
        var vectors = ChangeSetVectors.Committed();
        Assert.NotEmpty(vectors);
        Assert.All(vectors, vector => vector.ShouldHold());
    }

    [Fact]
    public async Task Twenty_thousand_new_cases_agree_with_the_real_package()
    {
        var seed = Random.Shared.Next();
        var count = 0;
        await foreach (var vector in ChangeSetVectors.MakeAsync(seed, 20_000))
        {
            var failure = Record.Exception(vector.ShouldHold);
            Assert.True(failure is null, $"seed {seed}, case {count}: {failure}");
            count++;
        }
        Assert.Equal(20_000, count);
    }
}
