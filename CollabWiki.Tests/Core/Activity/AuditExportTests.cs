using System.Text.Json;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using CollabWiki.Core.Stores.Sqlite;
using CollabWiki.Tests.Support;

namespace CollabWiki.Tests.Core.Activity;

[Trait("layer", "unit")]
public sealed class AuditExportTests : IAsyncLifetime
{
    private readonly TempDatabase temp = new(inMemory: true);
    private AuditBench bench = null!;
    private AuditExport export = null!;

    public async ValueTask InitializeAsync()
    {
        bench = new AuditBench(new SqliteAuditStore(temp.Database));
        var accounts = new SqliteAccountStore(temp.Database);
        await accounts.TryCreateAsync(
            Some.User("=HYPERLINK(1)") with
            {
                Id = Some.Anna,
                DisplayName = "=HYPERLINK(1)",
            },
            default
        );
        export = new AuditExport(
            bench.Store,
            new AuditNames(
                new People(accounts, TimeProvider.System),
                new SpaceTrees(new SqliteTreeStore(temp.Database), [])
            )
        );
    }

    public async ValueTask DisposeAsync()
    {
        await bench.DisposeAsync();
        await temp.DisposeAsync();
    }

    [Theory]
    [InlineData("=1+1", "'=1+1")]
    [InlineData("+1", "'+1")]
    [InlineData("-1", "'-1")]
    [InlineData("@SUM(A1)", "'@SUM(A1)")]
    [InlineData("  =1", "'  =1")]
    [InlineData("\t=1", "'\t=1")]
    [InlineData("\r\n=1", "'\r\n=1")]
    [InlineData("＝1", "'＝1")]
    [InlineData("say \"so\", then", "say \"\"so\"\", then")]
    [InlineData("1-1", "1-1")]
    [InlineData(null, "")]
    public void No_field_is_a_formula_or_breaks_out(string? field, string quoted) =>
        Assert.Equal($"\"{quoted}\"", AuditCsv.Quote(field));

    [Fact]
    public async Task A_table_has_a_row_an_entry_with_names()
    {
        await bench.Trail.RecordAsync(
            AuditBench.Entry($"with account:{Some.Anna}") with
            {
                From = new Origin("192.0.2.7", "=cmd|' /C calc'!A0"),
            }
        );

        var rows = (await WriteAsync(AuditFormat.Csv)).Split("\r\n");

        Assert.StartsWith("number,at,kind,person,", rows[0], StringComparison.Ordinal);
        Assert.StartsWith(
            "\"1\",\"2026-03-01T14:02:00.0000000Z\",\"page.saved\",\"'=HYPERLINK(1)\",",
            rows[1],
            StringComparison.Ordinal
        );
        Assert.Contains("\"'=cmd|' /C calc'!A0\"", rows[1], StringComparison.Ordinal);
        Assert.Contains("\"with “=HYPERLINK(1)”\"", rows[1], StringComparison.Ordinal);
        Assert.Equal(["", 3], new object[] { rows[2], rows.Length });
    }

    [Fact]
    public async Task A_line_of_JSON_holds_what_was_hashed()
    {
        await bench.RecordAsync(3);

        var lines = (await WriteAsync(AuditFormat.JsonLines)).TrimEnd('\n').Split('\n');

        Assert.Equal(3, lines.Length);
        var last = AuditHead.None;
        foreach (var line in lines)
        {
            using var json = JsonDocument.Parse(line);
            var link = new AuditLink(
                json.RootElement.GetProperty("number").GetInt64(),
                json.RootElement.GetProperty("entry").GetRawText(),
                new AuditHash(json.RootElement.GetProperty("hash").GetString()!)
            );
            Assert.True(AuditChain.Follows(link, last));
            last = link.Head;
        }
    }

    [Fact]
    public async Task Only_what_was_asked_for_is_written()
    {
        await bench.RecordAsync(3);
        var later = AuditBench.Entry("Later") with { At = Some.Time.AddDays(2) };
        await bench.Trail.RecordAsync(later);

        var lines = await WriteAsync(
            AuditFormat.JsonLines,
            new AuditQuery { From = Some.Time.AddDays(1) }
        );

        Assert.Contains(
            "Later",
            Assert.Single(lines.TrimEnd().Split('\n')),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Any_text_can_be_told_and_comes_back()
    {
        var entry = AuditBench.Entry("NUL \0, half \ud83d, quotes \" \\, lines \r\n\u2028, 漢😀");

        var link = Assert.Single(AuditChain.Continue(AuditHead.None, [entry]));

        Assert.Equal(
            entry.Details.Replace("half \ud83d", "half \ufffd", StringComparison.Ordinal),
            link.Entry!.Details
        );
        Assert.Equal(link.Hash, AuditChain.HashOf(AuditHash.Start, 1, link.Body));
    }

    private async Task<string> WriteAsync(AuditFormat format, AuditQuery? query = null)
    {
        await using var writer = new StringWriter();
        await export.WriteAsync(writer, format, query ?? AuditQuery.All, default);
        return writer.ToString();
    }
}
