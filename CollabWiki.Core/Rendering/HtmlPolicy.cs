using System.Text.RegularExpressions;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using CollabWiki.Core.Rendering.Finishing;
using Ganss.Xss;

namespace CollabWiki.Core.Rendering;

/// <summary>
/// What HTML a page may show: text, tables, links, images. Nothing that runs, loads a frame, sends a form or looks like the wiki's own frame.
/// Applied twice it gives the same as once.
/// </summary>
internal sealed partial class HtmlPolicy
{
    private static readonly string[] Tags =
    [
        .. "a abbr b bdi bdo big blockquote br caption center cite code col colgroup dd del details dfn div dl dt em".Split(
            ' '
        ),
        .. "figcaption figure font h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p picture pre q rp rt ruby".Split(
            ' '
        ),
        .. "s samp section small span strike strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr".Split(
            ' '
        ),
    ];

    private static readonly string[] Attributes =
    [
        .. "abbr align alt checked cite class colspan datetime dir disabled height href id lang name open reversed".Split(
            ' '
        ),
        .. "rowspan scope span src start title type valign value width".Split(' '),
    ];

    /// <summary>Goes with all that is in it: code, frames, foreign content, and elements whose content is read by other rules.</summary>
    private const string Dropped =
        "script, style, template, noscript, iframe, frame, frameset, object, embed, applet, svg, math, textarea, select, xmp, plaintext, noembed, noframes, listing, title, audio, video, canvas";

    private readonly HtmlSanitizer sanitizer = new()
    {
        KeepChildNodes = true,
        AllowDataAttributes = false,
    };

    public HtmlPolicy()
    {
        Reset(sanitizer.AllowedTags, Tags);
        Reset(sanitizer.AllowedAttributes, Attributes);
        Reset(sanitizer.AllowedSchemes, ["http", "https", "mailto"]);
        Reset(sanitizer.UriAttributes, ["href", "src", "cite"]);
        sanitizer.AllowedCssProperties.Clear();
        sanitizer.AllowedAtRules.Clear();
    }

    /// <summary>Makes HTML safe to show and finishes it: links, headings, callouts, tables, images.</summary>
    /// <exception cref="Guarding.TooCostlyException">It leaves too many elements open.</exception>
    public RenderedPage Apply(string html, PageAddress page)
    {
        if (Guarding.OpenTags.AreTooMany(html))
        {
            throw new Guarding.TooCostlyException("The HTML nests too deep.");
        }
        using var document = new HtmlParser().ParseDocument("<!DOCTYPE html>");
        var body = document.Body!;
        body.InnerHtml = html;
        foreach (var element in body.QuerySelectorAll(Dropped))
        {
            element.Remove();
        }
        // Taking one out of a long row of siblings costs the length of the row.
        if (
            body.QuerySelectorAll("*").Count(e => !sanitizer.AllowedTags.Contains(e.LocalName))
            > 5_000
        )
        {
            throw new Guarding.TooCostlyException(
                "The HTML has too many elements that can't stay."
            );
        }
        sanitizer.SanitizeDom((IHtmlDocument)document, body, "");
        Settle(body);
        foreach (var element in body.QuerySelectorAll("[class]"))
        {
            KeepOwnClasses(element);
        }
        Inputs.Finish(body);
        Images.Finish(body);
        TableBoxes.Finish(body);
        CalloutIcons.Finish(body);
        var headings = HeadingAnchors.Finish(body);
        LinkTargets.Finish(body, page);
        return new RenderedPage(HtmlText.Of(body), headings, WordCount.Of(body));
    }

    /// <summary>Reads the HTML again until reading changes nothing, so that a browser sees the tree that was checked.</summary>
    private static void Settle(IElement body)
    {
        var html = HtmlText.Of(body);
        for (var round = 0; round < 5; round++)
        {
            body.InnerHtml = html;
            var again = HtmlText.Of(body);
            if (again == html)
            {
                return;
            }
            html = again;
        }
        throw new Guarding.TooCostlyException("The HTML never reads the same twice.");
    }

    private static void Reset(ISet<string> set, IEnumerable<string> values)
    {
        set.Clear();
        set.UnionWith(values);
    }

    /// <summary>Only the classes that rendering gives: a text must not dress up as a dialog of the wiki.</summary>
    private static void KeepOwnClasses(IElement element)
    {
        foreach (var name in element.ClassList.Where(name => !OwnClass().IsMatch(name)).ToList())
        {
            element.ClassList.Remove(name);
        }
        if (element.ClassList.Length == 0)
        {
            element.RemoveAttribute("class");
        }
    }

    [GeneratedRegex(
        "^(callout(-[a-z]+)?|tok-[a-z]+|language-[a-z0-9+#-]+|task-list-item|contains-task-list|table-scroll|align-(center|right)|footnotes|footnote-ref|footnote-back-ref|wiki-link|broken-link|anchor)$",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex OwnClass();
}
