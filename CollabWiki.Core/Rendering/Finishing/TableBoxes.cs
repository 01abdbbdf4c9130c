using AngleSharp.Dom;

namespace CollabWiki.Core.Rendering.Finishing;

/// <summary>Puts tables that were written as HTML into a box that scrolls, like the others.</summary>
internal static class TableBoxes
{
    public static void Finish(IElement body)
    {
        foreach (var table in body.QuerySelectorAll("table"))
        {
            if (table.ParentElement?.ClassList.Contains("table-scroll") == true)
            {
                continue;
            }
            var box = body.Owner!.CreateElement("div");
            box.ClassName = "table-scroll";
            table.Replace(box);
            box.Append(table);
        }
    }
}
