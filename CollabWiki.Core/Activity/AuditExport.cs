using System.Runtime.CompilerServices;

namespace CollabWiki.Core.Activity;

/// <summary>How the trail is written out.</summary>
public enum AuditFormat
{
    /// <summary>For spreadsheets.</summary>
    Csv,

    /// <summary>One JSON object a line, with the entry as it was hashed.</summary>
    JsonLines,
}

/// <summary>Writes entries out in their order, as they are read: never all at once.</summary>
public sealed class AuditExport(IAuditStore store, AuditNames names)
{
    private const int AtOnce = 500;

    /// <summary>Writes the entries that match; gives their number.</summary>
    public async Task<long> WriteAsync(
        TextWriter writer,
        AuditFormat format,
        AuditQuery query,
        CancellationToken ct
    )
    {
        var count = 0L;
        if (format == AuditFormat.Csv)
        {
            await writer.WriteAsync(AuditCsv.Header);
        }
        await foreach (var (link, entry) in ReadAsync(query, ct))
        {
            var person = await names.PersonAsync(entry?.By, ct);
            var target = entry is null ? "" : await names.TargetAsync(entry.Target, ct);
            if (format == AuditFormat.JsonLines)
            {
                await writer.WriteAsync(AuditJsonLine.Of(link, person, target));
            }
            else
            {
                var details = await names.DetailsAsync(entry?.Details ?? "", ct);
                await writer.WriteAsync(AuditCsv.Row(link, entry, person, target, details));
            }
            count++;
        }
        await writer.FlushAsync(ct);
        return count;
    }

    // What can't be read is written as well: nobody can say that it wasn't looked for.
    private async IAsyncEnumerable<(AuditLink Link, AuditEntry? Entry)> ReadAsync(
        AuditQuery query,
        [EnumeratorCancellation] CancellationToken ct
    )
    {
        var after = (await store.FindSealAsync(ct))?.Last.Number ?? 0;
        while (await store.ReadAsync(after, AtOnce, ct) is { Count: > 0 } links)
        {
            foreach (var link in links)
            {
                var entry = link.Entry;
                if (entry is null || query.Matches(entry))
                {
                    yield return (link, entry);
                }
            }
            after = links[^1].Number;
        }
    }
}
