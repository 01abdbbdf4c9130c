using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Activity;

/// <summary>
/// Failed sign-ins on their way into the trail: the first of its kind is recorded at once, those like it that follow within a minute as one entry with their number,
/// and of a flood from everywhere only the numbers. What was typed is never kept.
/// </summary>
public sealed class FailureFold : IAsyncDisposable
{
    /// <summary>Failures a minute that get entries of their own, on one node.</summary>
    public const int MostAMinute = 100;

    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock access = new();
    private readonly AuditQueue queue;
    private readonly TimeProvider clock;
    private readonly ITimer timer;
    private Dictionary<Kind, int> more = [];

    public FailureFold(AuditQueue queue, TimeProvider clock)
    {
        this.queue = queue;
        this.clock = clock;
        timer = clock.CreateTimer(_ => Flush(), state: null, Window, Window);
    }

    public void Take(AccountEvent.SignInFailed failed)
    {
        if (IsFirst(new Kind(failed.Account, failed.Why, failed.From)))
        {
            _ = queue.Post(Entry(failed.Account, failed.Why, failed.From, 1));
        }
    }

    public async ValueTask DisposeAsync()
    {
        await timer.DisposeAsync();
        Flush();
    }

    private bool IsFirst(Kind kind)
    {
        lock (access)
        {
            if (!more.ContainsKey(kind) && more.Count >= MostAMinute)
            {
                // Too many to tell apart.
                kind = new Kind(null, kind.Why, Origin.Unknown) { IsRest = true };
                more[kind] = more.GetValueOrDefault(kind) + 1;
                return false;
            }
            if (!more.TryAdd(kind, 0))
            {
                more[kind]++;
                return false;
            }
            return true;
        }
    }

    private void Flush()
    {
        Dictionary<Kind, int> taken;
        lock (access)
        {
            taken = more;
            more = [];
        }
        foreach (var (kind, times) in taken.Where(one => one.Value > 0))
        {
            _ = queue.Post(
                Entry(kind.Account, kind.Why, kind.From, times) with
                {
                    Details =
                        $"{Explain(kind.Why)}; "
                        + (
                            kind.IsRest ? "from many addresses, within a minute" : "within a minute"
                        ),
                }
            );
        }
    }

    private AuditEntry Entry(UserId? account, SignInFailure why, Origin from, int times) =>
        new()
        {
            Kind = AuditKind.SignInFailed,
            At = clock.GetUtcNow(),
            From = from,
            Target = account is { } id ? AuditTarget.Of(id) : AuditTarget.Wiki,
            Times = times,
            Details = Explain(why),
        };

    private static string Explain(SignInFailure why) =>
        why switch
        {
            SignInFailure.UnknownName => "no account of the name that was typed",
            SignInFailure.WrongPassword => "wrong password",
            SignInFailure.Locked => "the account rests after too many wrong passwords",
            SignInFailure.Disabled => "the account is disabled",
            _ => "too many wrong passwords came from this network",
        };

    private sealed record Kind(UserId? Account, SignInFailure Why, Origin From)
    {
        public bool IsRest { get; init; }
    }
}
