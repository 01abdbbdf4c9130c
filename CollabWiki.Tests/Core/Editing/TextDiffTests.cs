using System.Diagnostics;
using System.Globalization;
using CollabWiki.Core.Editing;
using CsCheck;

namespace CollabWiki.Tests.Core.Editing;

[Trait("layer", "unit")]
public sealed class TextDiffTests
{
    [Fact]
    public void One_word_of_a_paragraph_is_one_change()
    {
        var edit = TextDiff.Between(
            "# Title\n\nThe cat sat here.\n",
            "# Title\n\nThe dog sat here.\n"
        );

        Assert.Equal([new ChangedRange(13, 16, 13, 16, "dog")], edit.Changes);
    }

    [Fact]
    public void A_new_line_is_inserted_whole()
    {
        var edit = TextDiff.Between("- one\n- three\n", "- one\n- two\n- three\n");

        Assert.Equal([new ChangedRange(6, 6, 6, 12, "- two\n")], edit.Changes);
    }

    [Fact]
    public void A_rewritten_sentence_is_not_cut_to_pieces_by_chance()
    {
        var edit = TextDiff.Between("Cats purr, and sleep.", "Dogs bark, but run!");

        Assert.Single(edit.Changes);
    }

    [Theory]
    [InlineData("colour", "colours", 0, 6)]
    [InlineData("a naïve idea", "a naive idea", 2, 7)]
    [InlineData("日本語の本", "日本語の木", 4, 5)]
    [InlineData("ok 👩‍👩‍👧 ok", "ok 👩‍👩‍👦 ok", 3, 11)]
    [InlineData("line\r\nend", "line\nend", 4, 6)]
    public void Whole_words_and_characters_change(string before, string after, int from, int to)
    {
        var change = Assert.Single(TextDiff.Between(before, after).Changes);

        Assert.Equal((from, to), (change.FromA, change.ToA));
    }

    [Fact]
    public void Applied_to_the_text_before_it_gives_the_text_after() =>
        Gen.Select(Generated.Text, Generated.Text)
            .Sample(
                (before, after) =>
                    Assert.Equal(after, TextDiff.Between(before, after).Apply(before)),
                iter: Generated.Cases
            );

    [Fact]
    public void Ill_formed_text_is_no_trouble() =>
        Gen.Select(Generated.Units, Generated.Units)
            .Sample(
                (before, after) =>
                    Assert.Equal(after, TextDiff.Between(before, after).Apply(before)),
                iter: Generated.Cases
            );

    [Fact]
    public void No_character_is_cut_apart() =>
        Gen.Select(Generated.Text, Generated.Text)
            .Sample(
                (before, after) =>
                {
                    var edit = TextDiff.Between(before, after);
                    var (bordersA, bordersB) = (Borders(before), Borders(after));
                    Assert.False(edit.LeavesLoneSurrogate(before));
                    Assert.All(
                        edit.Changes,
                        change =>
                        {
                            Assert.Contains(change.FromA, bordersA);
                            Assert.Contains(change.ToA, bordersA);
                            Assert.Contains(change.FromB, bordersB);
                            Assert.Contains(change.ToB, bordersB);
                        }
                    );
                },
                iter: Generated.Cases
            );

    public static TheoryData<string> HardCases =>
        [
            "unrelated lines",
            "unrelated words",
            "one line repeated",
            "one letter",
            "shuffled",
            "no break",
        ];

    [Theory]
    [MemberData(nameof(HardCases))]
    public void A_megabyte_of_anything_takes_seconds_at_most(string name)
    {
        var (before, after) = HardCase(name);
        var watch = Stopwatch.StartNew();

        Assert.Equal(after, TextDiff.Between(before, after).Apply(before));
        // Far above what it takes, far below what quadratic time would.
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    private static (string Before, string After) HardCase(string name)
    {
        var random = new Random(1);
        string Words(int vocabulary, char end) =>
            string.Concat(
                Enumerable
                    .Range(0, 180_000)
                    .Select(i => $"w{random.Next(vocabulary)}{(i % 12 == 0 ? end : ' ')}")
            );
        return name switch
        {
            "unrelated lines" => (Words(1_000_000, '\n'), Words(1_000_000, '\n')),
            "unrelated words" => (Words(50, '\n'), Words(50, '\n')),
            "one line repeated" => (
                string.Concat(Enumerable.Repeat("same\n", 200_000)) + "x",
                "y" + string.Concat(Enumerable.Repeat("same\n", 190_000))
            ),
            "one letter" => (new string('.', 1_000_000) + "x", "y" + new string('.', 900_000)),
            "shuffled" => Shuffled(random),
            _ => (Words(200, ' '), Words(200, ' ')),
        };
    }

    private static (string Before, string After) Shuffled(Random random)
    {
        var lines = Enumerable.Range(0, 60_000).Select(i => $"This is line {i}\n").ToArray();
        var before = string.Concat(lines);
        random.Shuffle(lines);
        return (before, string.Concat(lines));
    }

    private static HashSet<int> Borders(string text) =>
        [.. StringInfo.ParseCombiningCharacters(text), text.Length];
}
