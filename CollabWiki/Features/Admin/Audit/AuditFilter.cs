using System.Globalization;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Activity;
using CollabWiki.Core.Pages;
using Microsoft.AspNetCore.Http.Extensions;

namespace CollabWiki.Features.Admin.Audit;

/// <summary>What an administrator looks for, as the page and the address of an export have it. Days are UTC, both included.</summary>
internal sealed record AuditFilter
{
    public UserId? Person { get; init; }

    public PageId? Page { get; init; }

    public string Kind { get; init; } = "";

    public DateOnly? From { get; init; }

    public DateOnly? To { get; init; }

    public bool IsEmpty => this == new AuditFilter();

    public static AuditFilter Of(IQueryCollection query) =>
        new()
        {
            Person = UserId.TryParse(query["person"], out var person) ? person : null,
            Page = PageId.TryParse(query["page"], out var page) ? page : null,
            Kind = query["kind"].ToString(),
            From = Day(query["from"]),
            To = Day(query["to"]),
        };

    public AuditQuery ToQuery() =>
        new()
        {
            Person = Person,
            Target = Page is { } page ? AuditTarget.Of(page) : null,
            Kind = Kind.Length > 0 ? Kind : null,
            From = Start(From),
            To = To < DateOnly.MaxValue ? Start(To?.AddDays(1)) : null,
        };

    public string ToAddress(string format)
    {
        var query = new QueryBuilder { { "format", format } };
        void Add(string name, string? value)
        {
            if (!string.IsNullOrEmpty(value))
            {
                query.Add(name, value);
            }
        }
        Add("person", Person?.ToString());
        Add("page", Page?.ToString());
        Add("kind", Kind);
        Add("from", From?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        Add("to", To?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        return "/admin/audit/export" + query;
    }

    /// <summary>For the trail itself: what was exported.</summary>
    public override string ToString() =>
        IsEmpty
            ? "all entries"
            : string.Join(
                ", ",
                new[]
                {
                    Person is { } person ? AuditTarget.Of(person).Name : "",
                    Page is { } page ? AuditTarget.Of(page).Name : "",
                    Kind,
                    From is { } from ? $"from {from:yyyy-MM-dd}" : "",
                    To is { } to ? $"to {to:yyyy-MM-dd}" : "",
                }.Where(part => part.Length > 0)
            );

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(
            text,
            "yyyy-MM-dd",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var day
        )
            ? day
            : null;

    private static DateTimeOffset? Start(DateOnly? day) =>
        day is { } known ? new DateTimeOffset(known, TimeOnly.MinValue, TimeSpan.Zero) : null;
}
