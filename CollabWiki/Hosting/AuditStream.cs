using System.Text;
using CollabWiki.Core.Activity;

namespace CollabWiki.Hosting;

/// <summary>How an export of the audit trail is written as bytes.</summary>
internal static class AuditStream
{
    public static AuditFormat FormatOf(string name) =>
        name == "csv" ? AuditFormat.Csv : AuditFormat.JsonLines;

    /// <summary>UTF-8; with the mark that spreadsheets know it by, for them.</summary>
    public static StreamWriter Writer(Stream stream, string name) =>
        new(
            stream,
            new UTF8Encoding(encoderShouldEmitUTF8Identifier: FormatOf(name) == AuditFormat.Csv)
        );
}
