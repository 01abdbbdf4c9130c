using CollabWiki.Core.Editing;
using CsCheck;

namespace CollabWiki.Tests.Core.Editing;

[Trait("layer", "unit")]
public sealed class ChangeSetPropertyTests
{
    [Fact]
    public void Two_edits_meet_in_one_text_whichever_comes_first() =>
        Generated
            .Edits(2)
            .Sample(
                (text, edits) =>
                {
                    var (a, b) = (edits[0], edits[1]);
                    var left = a.Compose(b.Map(a));
                    var right = b.Compose(a.Map(b, before: true));
                    Assert.Equal(left.Apply(text), right.Apply(text));
                    Assert.Equal(left.Changes, right.Changes);
                    Assert.Equal(left.Apply(text), b.Map(a).Apply(a.Apply(text)));
                },
                iter: Generated.Cases
            );

    [Fact]
    public void Composing_is_applying_after_each_other() =>
        Generated
            .Edits(1)
            .SelectMany(
                (text, edits) =>
                    Generated
                        .EditOf(edits[0].NewLength)
                        .Select(next => (Text: text, A: edits[0], B: next))
            )
            .Sample(
                (text, a, b) => Assert.Equal(b.Apply(a.Apply(text)), a.Compose(b).Apply(text)),
                iter: Generated.Cases
            );

    [Fact]
    public void Composing_is_associative() =>
        Generated
            .Edits(1)
            .SelectMany(
                (text, edits) =>
                    Generated
                        .EditOf(edits[0].NewLength)
                        .SelectMany(b =>
                            Generated
                                .EditOf(b.NewLength)
                                .Select(c => (text, A: edits[0], B: b, C: c))
                        )
            )
            .Sample(
                (text, a, b, c) =>
                {
                    var left = a.Compose(b).Compose(c);
                    var right = a.Compose(b.Compose(c));
                    Assert.Equal(left.Apply(text), right.Apply(text));
                    Assert.Equal((left.Length, left.NewLength), (right.Length, right.NewLength));
                },
                iter: Generated.Cases
            );

    [Fact]
    public void The_inverse_takes_back() =>
        Generated
            .Edits(1)
            .Sample(
                (text, edits) =>
                {
                    var edit = edits[0];
                    var inverse = edit.Invert(text);
                    Assert.Equal(text, inverse.Apply(edit.Apply(text)));
                    Assert.Equal(edit, inverse.Invert(edit.Apply(text)));
                },
                iter: Generated.Cases
            );

    [Fact]
    public void An_edit_survives_JSON() =>
        Generated
            .Edits(1)
            .Where((_, edits) => edits[0].Changes.All(change => IsWellFormed(change.Insert)))
            .Sample(
                (_, edits) =>
                {
                    var json = ChangeSetJson.ToJson(edits[0]);
                    Assert.True(ChangeSetJson.TryParse(json, out var read), json);
                    Assert.Equal(edits[0], read);
                    Assert.Equal(edits[0].GetHashCode(), read.GetHashCode());
                },
                iter: Generated.Cases
            );

    [Fact]
    public void Positions_keep_their_order_and_stay_inside() =>
        Generated
            .Edits(1)
            .Sample(
                (text, edits) =>
                {
                    var edit = edits[0];
                    foreach (var assoc in (int[])[-1, 1])
                    {
                        var mapped = Enumerable
                            .Range(0, text.Length + 1)
                            .Select(position => edit.MapPosition(position, assoc))
                            .ToList();
                        Assert.Equal(mapped.Order(), mapped);
                        Assert.All(mapped, position => Assert.InRange(position, 0, edit.NewLength));
                    }
                },
                iter: Generated.Cases
            );

    [Fact]
    public void A_lone_surrogate_is_seen_before_it_is_made() =>
        Generated
            .Edits(1)
            .Sample(
                (text, edits) =>
                    Assert.Equal(
                        !IsWellFormed(edits[0].Apply(text)),
                        edits[0].LeavesLoneSurrogate(text)
                    ),
                iter: Generated.Cases
            );

    private static bool IsWellFormed(string text) =>
        !text.EnumerateRunes().Any(rune => rune == System.Text.Rune.ReplacementChar);
}
