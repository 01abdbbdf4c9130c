using Markdig.Extensions.Alerts;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace CollabWiki.Core.Rendering.Callouts;

internal sealed class AlertRenderer : HtmlObjectRenderer<AlertBlock>
{
    protected override void Write(HtmlRenderer renderer, AlertBlock alert)
    {
        var name = alert.Kind.ToString();
        var kind = CalloutKind.Find(name);
        CalloutWriter.Write(renderer, alert, kind ?? CalloutKind.Note, kind?.Title ?? name);
    }
}
