using Markdig.Extensions.CustomContainers;
using Markdig.Renderers;
using Markdig.Renderers.Html;

namespace CollabWiki.Core.Rendering.Callouts;

/// <summary>A container of a known kind is a callout; of another, its content alone.</summary>
internal sealed class ContainerRenderer : HtmlObjectRenderer<CustomContainer>
{
    protected override void Write(HtmlRenderer renderer, CustomContainer container)
    {
        if (CalloutKind.Find(container.Info) is not { } kind)
        {
            renderer.WriteChildren(container);
            return;
        }
        var title = container.Arguments?.Trim();
        CalloutWriter.Write(
            renderer,
            container,
            kind,
            string.IsNullOrEmpty(title) ? kind.Title : title
        );
    }
}
