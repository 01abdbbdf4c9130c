using CollabWiki.Core.Pages;
using CollabWiki.Tests.Support;
using CsCheck;

namespace CollabWiki.Tests.Core.Pages;

[Trait("layer", "unit")]
public sealed class SlugTests
{
    [Theory]
    [InlineData("Getting started", "getting-started")]
    [InlineData("  What's new in v2.0?  ", "what-s-new-in-v2-0")]
    [InlineData("C# / .NET", "c-net")]
    [InlineData("Grüße aus Köln", "grüße-aus-köln")]
    [InlineData("Дорожная карта", "дорожная-карта")]
    [InlineData("ΟΔΟΣ", "οδοσ")]
    [InlineData("設計書 第2版", "設計書-第2版")]
    [InlineData("हिन्दी पृष्ठ", "हिन्दी-पृष्ठ")]
    [InlineData("ภาษาไทย", "ภาษาไทย")]
    [InlineData("مرحبا بالعالم", "مرحبا-بالعالم")]
    [InlineData("한국어", "한국어")]
    [InlineData("🚀 Launch 🚀 day 🎉", "launch-day")]
    [InlineData("👩‍👩‍👧", "page")]
    [InlineData("---", "page")]
    [InlineData("", "page")]
    public void A_title_makes_an_address_that_can_be_read(string title, string slug) =>
        Assert.Equal(slug, Slug.FromTitle(title).Value);

    [Fact]
    public void The_two_ways_to_write_an_accent_make_one_address() =>
        Assert.Equal(Slug.FromTitle("Cafe\u0301"), Slug.FromTitle("Caf\u00e9"));

    [Theory]
    [InlineData("J\u030culy", "\u01f0uly")]
    [InlineData("T\u0308est", "\u1e97est")]
    public void A_letter_whose_small_form_is_one_character_makes_an_address_that_can_be_read_again(
        string title,
        string slug
    )
    {
        Assert.Equal(slug, Slug.FromTitle(title).Value);
        Assert.True(Slug.TryParse(slug, out _));
    }

    // Not InlineData here and below: an attribute can't hold half of a pair.
    public static TheoryData<string, string> Broken { get; } =
        new()
        {
            { "half \ud83d pair", "half-pair" },
            { "\ude00", "page" },
            { "cafe\u0301 \ud800", "caf\u00e9" },
            { "no \ufffe character", "no-character" },
        };

    [Theory]
    [MemberData(nameof(Broken))]
    public void What_is_no_character_falls_out(string title, string slug) =>
        Assert.Equal(slug, Slug.FromTitle(title).Value);

    [Fact]
    public void A_long_title_is_cut_between_characters()
    {
        Assert.Equal(new string('a', 80), Slug.FromTitle(new string('a', 200)).Value);
        Assert.Equal(
            79,
            Slug.FromTitle("a" + string.Concat(Enumerable.Repeat("𝒜", 60))).Value.Length
        );
        Assert.Equal(new string('a', 79), Slug.FromTitle(new string('a', 79) + " b").Value);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("-")]
    [InlineData("-a")]
    [InlineData("a-")]
    [InlineData("a--b")]
    [InlineData("Capital")]
    [InlineData("two words")]
    [InlineData("a/b")]
    [InlineData("..")]
    [InlineData("a.b")]
    [InlineData("a%20b")]
    [InlineData("a\0b")]
    [InlineData("cafe\u0301")]
    [InlineData("\u0301a")]
    [InlineData("a\u200db")]
    public void What_is_malformed_is_refused(string? text)
    {
        Assert.False(Slug.TryParse(text, out var slug));
        Assert.Equal(default, slug);
    }

    [Fact]
    public void What_is_no_character_is_refused()
    {
        Assert.False(Slug.TryParse("a\ud83d", out _));
        Assert.False(Slug.TryParse("\ude00a", out _));
        Assert.False(Slug.TryParse("a\ufffe", out _));
    }

    [Fact]
    public void Eighty_characters_are_taken_and_one_more_is_refused()
    {
        Assert.True(Slug.TryParse(new string('a', 80), out _));
        Assert.False(Slug.TryParse(new string('a', 81), out _));
    }

    [Fact]
    public void A_number_stands_behind_the_name_and_shortens_it_where_there_is_no_room()
    {
        Assert.Equal("notes-2", Some.Slug("notes").WithNumber(2).Value);
        Assert.Equal(
            new string('a', 78) + "-2",
            Some.Slug(new string('a', 80)).WithNumber(2).Value
        );
        Assert.Equal(
            new string('a', 77) + "-2",
            Some.Slug(new string('a', 77) + "-bc").WithNumber(2).Value
        );
    }

    [Fact]
    public void Any_string_makes_an_address_that_reads_as_itself() =>
        Titles.Any.Sample(
            title =>
            {
                var slug = Slug.FromTitle(title);
                Assert.InRange(slug.Value.Length, 1, Slug.MaxLength);
                Assert.True(Slug.TryParse(slug.Value, out var read), Escape(slug.Value));
                Assert.Equal(slug, read);
            },
            iter: 5_000
        );

    [Fact]
    public void Any_string_with_a_number_makes_an_address_that_reads_as_itself() =>
        Gen.Select(Titles.Any, Gen.Int[2, int.MaxValue])
            .Sample(
                (title, number) =>
                {
                    var slug = Slug.FromTitle(title).WithNumber(number);
                    Assert.True(Slug.TryParse(slug.Value, out var read), Escape(slug.Value));
                    Assert.Equal(slug, read);
                    Assert.EndsWith($"-{number}", slug.Value, StringComparison.Ordinal);
                },
                iter: 5_000
            );

    private static string Escape(string text) =>
        string.Concat(text.Select(c => c is > ' ' and < '\u007f' ? $"{c}" : $"\\u{(int)c:x4}"));
}
