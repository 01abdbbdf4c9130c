using System.Text;
using System.Text.Json;
using CollabWiki.Core.Editing;
using CsCheck;

namespace CollabWiki.Tests.Core.Editing;

[Trait("layer", "unit")]
public sealed class ChangeSetJsonTests
{
    [Fact]
    public void It_is_written_as_CodeMirror_writes_it()
    {
        var edit = ChangeSet.Of(9, new Change(2, 2, "a\nb\r\n"), new Change(4, 6, ""));

        Assert.Equal("""[2,[0,"a","b\r",""],2,[2],3]""", ChangeSetJson.ToJson(edit));
        Assert.Equal(ChangeSetJson.ToJson(edit), JsonSerializer.Serialize(edit));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("3")]
    [InlineData("{}")]
    [InlineData("\"[]\"")]
    [InlineData("[")]
    [InlineData("[1,]")]
    [InlineData("[-1]")]
    [InlineData("[1.5]")]
    [InlineData("[1e3]")]
    [InlineData("[NaN]")]
    [InlineData("[true]")]
    [InlineData("[null]")]
    [InlineData("[\"1\"]")]
    [InlineData("[[]]")]
    [InlineData("[[\"a\"]]")]
    [InlineData("[[-1]]")]
    [InlineData("[[1,2]]")]
    [InlineData("[[1,null]]")]
    [InlineData("[[1,[\"a\"]]]")]
    [InlineData("[[1,{}]]")]
    [InlineData("[2147483648]")]
    [InlineData("[2147483647]")]
    [InlineData("[99999999999999999999999999]")]
    [InlineData("[200000000,[1],200000000]")]
    [InlineData("[[200000000],[200000000]]")]
    [InlineData("[[0,\"\\ud83d\"]]")]
    [InlineData("[[0,\"\\ude00x\"]]")]
    [InlineData("[1] [2]")]
    public void Hostile_text_is_refused_without_an_exception(string json)
    {
        Assert.False(ChangeSetJson.TryParse(json, out var changes));
        Assert.Null(changes);
    }

    [Fact]
    public void Deep_nesting_is_refused() =>
        Assert.False(
            ChangeSetJson.TryParse(new string('[', 10_000) + new string(']', 10_000), out _)
        );

    [Fact]
    public void Half_a_pair_unescaped_is_refused() =>
        Assert.False(ChangeSetJson.TryParse("[[0,\"\ud83d\"]]", out _));

    [Fact]
    public void What_CodeMirror_never_writes_is_read_in_its_normal_form()
    {
        Assert.True(
            ChangeSetJson.TryParse("""[0,1,2,[0],[1],[1],[0,""],[0,"a"],[0,"b"]]""", out var edit)
        );

        Assert.Equal("""[3,[2],[0,"ab"]]""", edit.ToString());
    }

    [Fact]
    public void Any_mutilated_text_is_read_or_refused() =>
        Gen.Char["[]{},0123456789-.eE\"\\ud8n\n "]
            .Array[0, 30]
            .Select(chars => new string(chars))
            .Sample(
                json =>
                {
                    var read = ChangeSetJson.TryParse(json, out var edit);
                    Assert.Equal(read, edit is not null);
                },
                iter: Generated.Cases
            );

    [Fact]
    public void The_serializer_throws_what_it_should()
    {
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ChangeSet>("[[-1]]"));
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ChangeSet>("[[0,"));
        Assert.Equal(ChangeSet.Empty(4), JsonSerializer.Deserialize<ChangeSet>("[4]"));
    }

    [Fact]
    public void A_large_paste_is_read()
    {
        var text = string.Concat(Enumerable.Repeat("a line of text\n", 70_000));
        var json = ChangeSetJson.ToJson(ChangeSet.Of(0, new Change(0, 0, text)));

        Assert.True(ChangeSetJson.TryParse(json, out var edit));
        Assert.Equal(text, edit.Apply(""));
        Assert.True(Encoding.UTF8.GetByteCount(json) < 2 * text.Length);
    }
}
