using System.Text;
using CollabWiki.Core.Pages;
using CsCheck;

namespace CollabWiki.Tests.Core.Pages;

[Trait("layer", "unit")]
public sealed class PageTextTests
{
    [Theory]
    [InlineData("a", 1)]
    [InlineData("é", 2)]
    [InlineData("漢", 3)]
    [InlineData("😀", 4)]
    public void Two_mebibytes_are_taken_and_one_byte_more_is_refused(string character, int bytes)
    {
        var count = PageText.MaxBytes / bytes;
        var full =
            string.Concat(Enumerable.Repeat(character, count))
            + new string('x', PageText.MaxBytes % bytes);

        Assert.Null(PageText.Check(full));
        Assert.Equal(TextRefusal.TooLarge, PageText.Check(full + "x"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("\ufeffWith a mark\r\nand \r lines \n of all kinds\u2028")]
    [InlineData("😀👩‍👩‍👧 \u0001 \u2028")]
    public void What_is_text_is_taken_as_it_is(string text)
    {
        Assert.Null(PageText.Check(text));
        Assert.True(PageText.TryDecode(Encoding.UTF8.GetBytes(text), out var read, out _));
        Assert.Equal(text, read);
    }

    [Theory]
    [InlineData("\0")]
    [InlineData("before \0 after")]
    public void A_nul_is_refused(string text)
    {
        Assert.Equal(TextRefusal.Nul, PageText.Check(text));
        Assert.False(PageText.TryDecode(Encoding.UTF8.GetBytes(text), out _, out var refusal));
        Assert.Equal(TextRefusal.Nul, refusal);
    }

    public static TheoryData<string> Halves { get; } =
    ["\ud83d", "\ude00", "end \ud83d", "\ude00\ud83d", "😀\ude00", "\ud83d😀"];

    [Theory]
    [MemberData(nameof(Halves))]
    public void Half_of_a_character_is_refused(string text)
    {
        Assert.False(PageText.IsWellFormed(text));
        Assert.Equal(TextRefusal.LoneSurrogate, PageText.Check(text));
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xfe, 0x41, 0x00 })]
    [InlineData(new byte[] { 0x47, 0x72, 0xfc, 0xdf, 0x65 })]
    [InlineData(new byte[] { 0xc0, 0x80 })]
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })]
    [InlineData(new byte[] { 0xf0, 0x9f, 0x98 })]
    public void Bytes_that_are_not_utf_8_are_refused(byte[] bytes)
    {
        Assert.False(PageText.TryDecode(bytes, out _, out var refusal));
        Assert.Equal(TextRefusal.NotUtf8, refusal);
    }

    [Fact]
    public void A_file_that_is_too_large_is_refused()
    {
        Assert.True(PageText.TryDecode(Letters(PageText.MaxBytes), out _, out _));
        Assert.False(PageText.TryDecode(Letters(PageText.MaxBytes + 1), out _, out var refusal));
        Assert.Equal(TextRefusal.TooLarge, refusal);
    }

    [Fact]
    public void Each_refusal_is_a_sentence() =>
        Assert.All(
            Enum.GetValues<TextRefusal>(),
            refusal => Assert.EndsWith(".", refusal.Explain(), StringComparison.Ordinal)
        );

    [Fact]
    public void Bytes_that_can_be_read_are_written_as_the_same_bytes() =>
        Gen.OneOf(Gen.Byte.Array[0, 12], Gen.String.Select(Encoding.UTF8.GetBytes))
            .Sample(
                bytes =>
                {
                    if (PageText.TryDecode(bytes, out var text, out var refusal))
                    {
                        Assert.Null(PageText.Check(text));
                        Assert.Equal(bytes, PageText.Encode(text));
                    }
                    else
                    {
                        Assert.True(
                            refusal == TextRefusal.NotUtf8 || bytes.Contains((byte)0),
                            refusal.ToString()
                        );
                    }
                },
                iter: 20_000
            );

    [Fact]
    public void Text_that_is_taken_comes_back_from_its_bytes() =>
        Titles.Any.Sample(text =>
        {
            if (PageText.Check(text) is null)
            {
                Assert.True(PageText.TryDecode(PageText.Encode(text), out var read, out _));
                Assert.Equal(text, read);
            }
            else
            {
                Assert.True(
                    text.Contains('\0', StringComparison.Ordinal)
                        || text.EnumerateRunes().Contains(Rune.ReplacementChar)
                );
            }
        });

    private static byte[] Letters(int count)
    {
        var bytes = new byte[count];
        Array.Fill(bytes, (byte)'x');
        return bytes;
    }
}
