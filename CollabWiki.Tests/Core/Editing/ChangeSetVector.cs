using System.Text.Json;
using CollabWiki.Core.Editing;

namespace CollabWiki.Tests.Core.Editing;

/// <summary>An edit, what CodeMirror makes of it, and the check that we make the same.</summary>
internal sealed record ChangeSetVector(
    string Text,
    JsonElement[][] Changes,
    JsonElement Single,
    JsonElement A,
    JsonElement B,
    JsonElement Next,
    string Applied,
    JsonElement[][] Ranges,
    JsonElement Composed,
    JsonElement Mapped,
    JsonElement MappedBefore,
    string Both,
    JsonElement Inverted,
    int[] PositionsBefore,
    int[] PositionsAfter
)
{
    public void ShouldHold()
    {
        var a = Parse(A);
        var b = Parse(B);
        var next = Parse(Next);
        ShouldBe(Single, ChangeSet.Of(Text.Length, [.. Changes.Select(ToChange)]), "of");
        ShouldBe(A, a, "JSON");
        Assert.Equal(Applied, a.Apply(Text));
        Assert.Equal(Text.Length, a.Length);
        Assert.Equal(Applied.Length, a.NewLength);
        Assert.Equal(Ranges.Select(ToRange), a.Changes);
        ShouldBe(Composed, a.Compose(next), "compose");
        ShouldBe(Mapped, b.Map(a), "map");
        ShouldBe(MappedBefore, b.Map(a, before: true), "map before");
        ShouldBe(Inverted, a.Invert(Text), "invert");
        Assert.Equal(Both, b.Map(a).Apply(a.Apply(Text)));
        var positions = Enumerable.Range(0, Text.Length + 1).ToList();
        Assert.Equal(PositionsBefore, positions.Select(p => a.MapPosition(p)));
        Assert.Equal(PositionsAfter, positions.Select(p => a.MapPosition(p, assoc: 1)));
    }

    private static Change ToChange(JsonElement[] change) =>
        new(change[0].GetInt32(), change[1].GetInt32(), change[2].GetString()!);

    private static ChangedRange ToRange(JsonElement[] range) =>
        new(
            range[0].GetInt32(),
            range[1].GetInt32(),
            range[2].GetInt32(),
            range[3].GetInt32(),
            range[4].GetString()!
        );

    private static ChangeSet Parse(JsonElement json)
    {
        Assert.True(ChangeSetJson.TryParse(json, out var changes), json.ToString());
        return changes;
    }

    private void ShouldBe(JsonElement expected, ChangeSet actual, string what)
    {
        using var document = JsonDocument.Parse(ChangeSetJson.ToJson(actual));
        var same = JsonElement.DeepEquals(expected, document.RootElement);
        Assert.True(same, $"{what}: expected {expected}, got {actual}\na {A}\nb {B}\nnext {Next}");
    }
}
