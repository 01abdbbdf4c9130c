using CollabWiki.Core.Rendering;
using CollabWiki.Core.Spaces;

namespace CollabWiki.Tests.Core.Rendering;

[Trait("layer", "unit")]
public sealed class PageRendererTests
{
    private static readonly SpaceKey Docs = SpaceKey.Parse("DOCS");
    private static readonly PageRenderer Renderer = new();

    [Fact]
    public void A_heading_gets_an_id_and_a_link_to_itself()
    {
        var page = Renderer.Render(Docs, "", "# Über uns & more\n\n## Setup\n\n## Setup");

        Assert.Equal(["über-uns--more", "setup", "setup-1"], page.Headings.Select(h => h.Id));
        Assert.Equal("Über uns & more", page.Headings[0].Text);
        Assert.Contains("<h2 id=\"setup-1\">Setup<a class=\"anchor\" href=\"#setup-1\"", page.Html);
    }

    [Fact]
    public void A_heading_does_not_take_the_id_of_a_part_of_the_frame() =>
        Assert.Equal(
            "h-blazor-error-ui",
            Renderer.Render(Docs, "", "# Blazor error ui").Headings[0].Id
        );

    [Theory]
    [InlineData("[[Plan]]", "/wiki/DOCS/-/go?title=Plan\" class=\"wiki-link\">Plan</a>")]
    [InlineData(
        "[[Plan|our plan]]",
        "/wiki/DOCS/-/go?title=Plan\" class=\"wiki-link\">our plan</a>"
    )]
    [InlineData(
        "[[The plan#Next Steps]]",
        "go?title=The%20plan#next-steps\" class=\"wiki-link\">The plan#Next Steps</a>"
    )]
    [InlineData("[[#Next Steps]]", "<a href=\"#next-steps\" class=\"wiki-link\">Next Steps</a>")]
    [InlineData("| a |\n|---|\n| [[X|y]] |", "go?title=X\" class=\"wiki-link\">y</a></td>")]
    public void Double_brackets_link_by_title(string text, string expected) =>
        Assert.Contains(expected, Html(text));

    [Theory]
    [InlineData("[[1]](https://example.org)")]
    [InlineData("`[[x]]`")]
    [InlineData("\\[[x]]")]
    [InlineData("[[]]")]
    public void Other_double_brackets_are_no_wiki_links(string text) =>
        Assert.DoesNotContain("wiki-link", Html(text));

    [Theory]
    [InlineData("guide/start.md", "[x](../a/b.md#Part)", "/wiki/DOCS/-/file/a/b.md#part")]
    [InlineData("guide/start.md", "[x](next.md)", "/wiki/DOCS/-/file/guide/next.md")]
    [InlineData(
        "guide/start.md",
        "![x](img/my%20x.png)",
        "src=\"/wiki/DOCS/-/file/guide/img/my%20x.png\""
    )]
    [InlineData("", "[x](other)", "/wiki/DOCS/-/file/other")]
    [InlineData("", "<img src=\"x.png\">", "src=\"/wiki/DOCS/-/file/x.png\"")]
    [InlineData("a.md", "[x](/elsewhere)", "href=\"/elsewhere\"")]
    public void A_relative_link_starts_from_the_pages_file(
        string path,
        string text,
        string expected
    ) => Assert.Contains(expected, Renderer.Render(Docs, path, text).Html);

    [Theory]
    [InlineData("[x](../secret.md)")]
    [InlineData("[x](a/../../secret.md)")]
    [InlineData("[x](%2e%2e/secret.md)")]
    [InlineData("[x](..\\secret.md)")]
    public void A_link_above_the_top_leads_nowhere(string text)
    {
        var html = Html(text);

        Assert.Contains("class=\"broken-link\"", html);
        Assert.DoesNotContain("href", html);
    }

    [Fact]
    public void A_link_out_of_the_wiki_is_marked() =>
        Assert.Contains("rel=\"noopener nofollow\"", Html("https://example.org"));

    [Theory]
    [InlineData("> [!NOTE]\n> Text", "note", "Note", "info")]
    [InlineData("> [!WARNING]\n> Text", "warning", "Warning", "triangle-alert")]
    [InlineData(":::tip\nText\n:::", "tip", "Tip", "lightbulb")]
    [InlineData(":::caution Hot!\nText\n:::", "caution", "Hot!", "octagon-alert")]
    public void Callouts_have_a_title_and_an_icon(
        string text,
        string kind,
        string title,
        string icon
    )
    {
        var html = Html(text);

        Assert.Contains($"<div class=\"callout callout-{kind}\">", html);
        Assert.Contains($"<use href=\"/icons.svg#{icon}\"></use></svg>{title}</p>", html);
    }

    [Fact]
    public void Double_colons_in_a_sentence_stay() =>
        Assert.Contains("std::vector::size", Html("Call std::vector::size here"));

    [Theory]
    [InlineData("| a | b |\n|---|--:|\n| 1 | 2 |", "<div class=\"table-scroll\"><table>")]
    [InlineData("| a | b |\n|---|--:|\n| 1 | 2 |", "<td class=\"align-right\">2</td>")]
    [InlineData("<table><tr><td>x</td></tr></table>", "<div class=\"table-scroll\"><table>")]
    [InlineData("- [x] done", "<input type=\"checkbox\" disabled=\"\" checked=\"\">")]
    [InlineData("~~gone~~", "<del>gone</del>")]
    [InlineData("a[^1]\n\n[^1]: note", "class=\"footnotes\"")]
    [InlineData("```cs\nvar x = 1; // y\n```", "<span class=\"tok-comment\">// y</span>")]
    [InlineData("```python\ndef f(): return 'x'\n```", "<span class=\"tok-keyword\">def ")]
    [InlineData("```unknown\na < b\n```", "<pre><code>a &lt; b")]
    [InlineData(
        "![x](https://example.org/x.png)",
        "loading=\"lazy\" referrerpolicy=\"no-referrer\""
    )]
    public void Markdown_becomes_html(string text, string expected) =>
        Assert.Contains(expected, Html(text));

    [Fact]
    public void Front_matter_is_not_shown()
    {
        Assert.DoesNotContain("secret", Html("---\ntitle: secret\n---\n\nText"));
        Assert.DoesNotContain("secret", Html("\ufeff---\ntitle: secret\n---\n\nText"));
    }

    [Fact]
    public void Words_are_counted_as_people_read_them() =>
        Assert.Equal(6, Renderer.Render(Docs, "", "Don't **stop** — go-go.\n\n我们走吧").Words + 1);

    [Theory]
    [InlineData("cs")]
    [InlineData("javascript")]
    [InlineData("ts")]
    [InlineData("py")]
    [InlineData("bash")]
    [InlineData("sh")]
    [InlineData("json")]
    [InlineData("yaml")]
    [InlineData("sql")]
    [InlineData("go")]
    [InlineData("rust")]
    [InlineData("java")]
    [InlineData("html")]
    [InlineData("css")]
    [InlineData("diff")]
    [InlineData("xml")]
    [InlineData("cpp")]
    [InlineData("dockerfile")]
    [InlineData("php")]
    [InlineData("ruby")]
    [InlineData("powershell")]
    [InlineData("toml")]
    public void Common_languages_are_coloured(string language) =>
        Assert.Contains(
            "class=\"tok-",
            Html(
                $"```{language}\n+ if (x) return \"a\" # c\n<a href=\"b\">c</a>\nbody {{ color: red }}\nkey: 'v'\n$x = 1;\nRUN x\nkey = \"v\"\n```"
            )
        );

    private static string Html(string text) => Renderer.Render(Docs, "", text).Html;
}
