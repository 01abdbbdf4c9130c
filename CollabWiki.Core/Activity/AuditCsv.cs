using System.Globalization;

namespace CollabWiki.Core.Activity;

/// <summary>Entries as comma-separated values (RFC 4180) that no spreadsheet takes for formulas.</summary>
internal static class AuditCsv
{
    private const string LineEnd = "\r\n";

    private static readonly string[] Columns =
    [
        "number",
        "at",
        "kind",
        "person",
        "person id",
        "target",
        "target id",
        "version before",
        "version after",
        "times",
        "address",
        "client",
        "details",
        "event",
        "hash",
    ];

    public static string Header { get; } = string.Join(',', Columns) + LineEnd;

    public static string Row(
        AuditLink link,
        AuditEntry? entry,
        string person,
        string target,
        string details
    )
    {
        string?[] fields = entry is null
            ? [Text(link.Number), "", "", "", "", "", "", "", "", "", "", "", link.Body]
            :
            [
                Text(link.Number),
                AuditJson.Write(entry.At),
                entry.Kind,
                person,
                entry.By?.ToString(),
                target,
                entry.Target.Name,
                Text(entry.Before),
                Text(entry.After),
                Text(entry.Times),
                entry.From.Address,
                entry.From.Client,
                details,
                entry.Event,
            ];
        var row = fields.Concat(Enumerable.Repeat("", Columns.Length - 1 - fields.Length));
        return string.Join(',', row.Append(link.Hash.Hex).Select(Quote)) + LineEnd;
    }

    private static string? Text(long? number) => number?.ToString(CultureInfo.InvariantCulture);

    /// <summary>A field in quotes. What a spreadsheet would run as a formula begins with an apostrophe, and so is a text.</summary>
    internal static string Quote(string? field)
    {
        var text = field ?? "";
        var isFormula =
            text.TrimStart(' ')
            is [
                '='
                or '+'
                or '-'
                or '@'
                or '\t'
                or '\r'
                or '\n'
                or '＝'
                or '＋'
                or '－'
                or '＠',
                ..,
            ];
        return $"\"{(isFormula ? "'" : "")}{text.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }
}
