using System.Globalization;
using CollabWiki.Core.Activity;

namespace CollabWiki.Core.Stores.Sqlite;

/// <summary>The part of a statement that finds entries of the audit trail.</summary>
internal sealed record SqliteAuditSearch(string Sql, object?[] Values)
{
    public static SqliteAuditSearch Of(AuditQuery query, AuditPlace? before, int count)
    {
        var conditions = new List<string>();
        var values = new List<object?>();

        void Add(string condition, object? value)
        {
            if (value is not null)
            {
                values.Add(value);
                var name = string.Create(CultureInfo.InvariantCulture, $"${values.Count}");
                conditions.Add(condition.Replace("$", name, StringComparison.Ordinal));
            }
        }

        Add("number < $", before?.Number);
        if (query.Person is { } person)
        {
            Add("by = $", person.ToString());
            Add("target = $", AuditTarget.Of(person).Name);
            var either = string.Join(" or ", conditions[^2..]);
            conditions.RemoveRange(conditions.Count - 2, 2);
            conditions.Add($"({either})");
        }
        Add("target = $", query.Target?.Name);
        Add("kind = $", query.Kind);
        Add("at >= $", query.From is { } from ? AuditJson.Write(from) : null);
        Add("at < $", query.To is { } to ? AuditJson.Write(to) : null);
        values.Add(count);
        var where = conditions.Count > 0 ? $"where {string.Join(" and ", conditions)}" : "";
        return new SqliteAuditSearch(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{where} order by number desc limit ${values.Count}"
            ),
            [.. values]
        );
    }
}
