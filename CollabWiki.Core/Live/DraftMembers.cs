using CollabWiki.Core.Nodes;
using CollabWiki.Core.Pages;
using Microsoft.Extensions.Logging;

namespace CollabWiki.Core.Live;

/// <summary>Who has a draft open, on this node and on others. For one caller at a time.</summary>
internal sealed class DraftMembers(PageId page, LiveServices services)
{
    /// <summary>The topic on which nodes say that somebody came or went; the subject is the page.</summary>
    public const string Topic = "members";

    /// <summary>How often a node says anew who is there.</summary>
    private static readonly TimeSpan BeatEvery = TimeSpan.FromSeconds(5);

    /// <summary>Until when those of a node that died are shown: three beats may be late.</summary>
    private static readonly TimeSpan Lifetime = TimeSpan.FromSeconds(16);

    private readonly List<Member> here = [];
    private IReadOnlyList<Member> elsewhere = [];
    private DateTimeOffset lastBeat;

    /// <summary>How many have it open on this node.</summary>
    public int CountHere { get; private set; }

    /// <summary>All who have it open.</summary>
    public IReadOnlyList<Member> All => [.. here, .. elsewhere];

    /// <summary>Whether a client's id is in use by another person.</summary>
    public bool HasOther(Member member) =>
        here.Exists(other => other.Client == member.Client && other.Person.Id != member.Person.Id);

    /// <summary>Lets a member in; an editor that comes back leaves its old connection behind.</summary>
    public async Task EnterAsync(Member member)
    {
        here.RemoveAll(other =>
            other.Client == member.Client || other.Connection == member.Connection
        );
        here.Add(member);
        await ChangedAsync();
    }

    public async Task LeaveAsync(string connection)
    {
        if (here.RemoveAll(member => member.Connection == connection) > 0)
        {
            await ChangedAsync();
        }
    }

    /// <summary>Says again who is here, and looks who is elsewhere, if it is time.</summary>
    public async Task BeatAsync()
    {
        if (CountHere > 0 && services.Clock.GetUtcNow() - lastBeat >= BeatEvery)
        {
            await SayAsync();
            await LookElsewhereAsync();
        }
    }

    /// <summary>Somebody came or went on another node.</summary>
    public async Task LookElsewhereAsync()
    {
        var before = elsewhere;
        await ReadElsewhereAsync();
        if (!before.SequenceEqual(elsewhere))
        {
            await TellAsync();
        }
    }

    private async Task ChangedAsync()
    {
        CountHere = here.Count;
        await SayAsync();
        await ReadElsewhereAsync();
        await TellAsync();
    }

    /// <summary>Writes for the other nodes who is here.</summary>
    private async Task SayAsync()
    {
        lastBeat = services.Clock.GetUtcNow();
        await TryAsync(ct =>
            services.Presence.SetAsync(page, services.Nodes.Self, here, Lifetime, ct)
        );
        services.Nodes.Tell(new NodeMessage(Topic, page.ToString()));
    }

    private Task ReadElsewhereAsync() =>
        TryAsync(async ct =>
        {
            var nodes = await services.Presence.ReadAsync(page, ct);
            elsewhere =
            [
                .. nodes
                    .Where(node => node.Key != services.Nodes.Self)
                    .OrderBy(node => node.Key.Value)
                    .SelectMany(node => node.Value)
                    // Whose node died, and who is here now, isn't there any more.
                    .Where(member => !here.Exists(own => own.Client == member.Client)),
            ];
        });

    private Task TellAsync() => services.Audience.MembersAsync(DraftId.SharedOf(page), [.. All]);

    // Who is here is shown, and nothing is built on it: editing goes on without it.
    private async Task TryAsync(Func<CancellationToken, Task> run)
    {
        try
        {
            await run(CancellationToken.None);
        }
        catch (Exception failure) when (failure is not OutOfMemoryException)
        {
            services.Logger.LogWarning(failure, "Who has page {Page} open can’t be shared.", page);
        }
    }
}
