using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Requests;

/// <summary>A request that makes a page, under the key that its sender gave it. Whoever repeats it makes the same <see cref="Page"/> again, so that a crash at any point leaves one page.</summary>
public sealed record KeptRequest
{
    /// <summary>How long a key is kept.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(24);

    /// <summary>Characters that a key may have.</summary>
    public const int MaxKey = 255;

    /// <summary>Who sent it: keys of others are other keys.</summary>
    public required UserId User { get; init; }

    /// <summary>1–255 visible characters of ASCII.</summary>
    public required string Key { get; init; }

    /// <summary>SHA-256 of what was asked, as hexadecimal digits.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>The id that the page gets.</summary>
    public required PageId Page { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>What was answered; null while there is no answer yet.</summary>
    public string? Answer { get; init; }
}
