using Markdig.Extensions.Tables;
using Markdig.Renderers;
using Markdig.Renderers.Html;
using Markdig.Syntax;

namespace CollabWiki.Core.Rendering.Tables;

internal sealed class TableRenderer : HtmlObjectRenderer<Table>
{
    protected override void Write(HtmlRenderer renderer, Table table)
    {
        renderer.EnsureLine();
        renderer.Write("<div class=\"table-scroll\"><table>");
        var section = "";
        foreach (var row in table.Cast<TableRow>())
        {
            var next = row.IsHeader ? "thead" : "tbody";
            if (next != section)
            {
                Close(renderer, section);
                renderer.Write($"<{next}>");
                section = next;
            }
            WriteRow(renderer, table, row);
        }
        Close(renderer, section);
        renderer.WriteLine("</table></div>");
    }

    private static void Close(HtmlRenderer renderer, string section)
    {
        if (section.Length > 0)
        {
            renderer.Write($"</{section}>");
        }
    }

    private static void WriteRow(HtmlRenderer renderer, Table table, TableRow row)
    {
        renderer.Write("<tr>");
        var tag = row.IsHeader ? "th" : "td";
        for (var i = 0; i < row.Count; i++)
        {
            var cell = (TableCell)row[i];
            renderer.Write(
                $"<{tag}{Alignment(table, cell.ColumnIndex < 0 ? i : cell.ColumnIndex)}>"
            );
            WriteContent(renderer, cell);
            renderer.Write($"</{tag}>");
        }
        renderer.WriteLine("</tr>");
    }

    private static void WriteContent(HtmlRenderer renderer, TableCell cell)
    {
        var implicitParagraph = renderer.ImplicitParagraph;
        renderer.ImplicitParagraph = cell.Count == 1 && cell[0] is ParagraphBlock;
        renderer.WriteChildren(cell);
        renderer.ImplicitParagraph = implicitParagraph;
    }

    private static string Alignment(Table table, int column) =>
        column < table.ColumnDefinitions.Count
            ? table.ColumnDefinitions[column].Alignment switch
            {
                TableColumnAlign.Center => " class=\"align-center\"",
                TableColumnAlign.Right => " class=\"align-right\"",
                _ => "",
            }
            : "";
}
