using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;
using CollabWiki.Core.Live;
using CollabWiki.Core.Pages;

namespace CollabWiki.Tests.Support;

/// <summary>An editor as the browser has it: the text at the last known revision and the own updates that aren't acknowledged, mapped one at a time.</summary>
internal sealed class ModelEditor(
    LiveBench bench,
    LivePages live,
    PageId page,
    string name,
    UserId user
)
{
    private readonly Queue<(Revision From, IReadOnlyList<LiveUpdate> Updates)> inbox = new();
    private readonly List<LiveUpdate> unconfirmed = [];
    private Revision revision;
    private long nextSequence;
    private int connection;

    /// <summary>What stands on this person's screen.</summary>
    public string Text { get; private set; } = "";

    public bool IsSynced => unconfirmed.Count == 0;

    public Revision Revision => revision;

    private ClientId Client => Some.Client(name);

    public async Task OpenAsync()
    {
        var joined = await JoinAsync(null);
        revision = joined.Revision;
        Text = joined.Text;
    }

    /// <summary>A new connection for the same editor: what was on its way to it is lost.</summary>
    public async Task ReconnectAsync()
    {
        var joined = await JoinAsync(revision);
        Receive(joined.Updates);
        Assert.Equal(joined.Revision, revision);
    }

    /// <summary>The page loaded anew: the text comes from the server, the own updates from the outbox.</summary>
    public async Task ReloadAsync()
    {
        var joined = await JoinAsync(revision);
        // What the screen shows while it is rebuilt is the server's text with the own updates mapped onto it.
        Receive(joined.Updates);
        var text = joined.Text;
        foreach (var own in unconfirmed)
        {
            text = own.Changes.Apply(text);
        }
        Assert.Equal(text, Text);
    }

    public void Edit(ChangeSet changes)
    {
        Text = changes.Apply(Text);
        unconfirmed.Add(new LiveUpdate(Client, nextSequence++, user, Some.Time, changes));
    }

    public void Type(int at, string text) =>
        Edit(ChangeSet.Of(Text.Length, new Change(at, at, text)));

    public void Delete(int from, int to) =>
        Edit(ChangeSet.Of(Text.Length, new Change(from, to, "")));

    /// <summary>Takes in at most so many of the messages that have arrived.</summary>
    public void Deliver(int messages = int.MaxValue)
    {
        for (; messages > 0 && inbox.TryDequeue(out var message); messages--)
        {
            var (from, updates) = message;
            if (from + updates.Count > revision)
            {
                Assert.True(from <= revision, "A message is missing.");
                Receive([.. updates.Skip(revision - from)]);
            }
        }
    }

    /// <summary>Sends what isn't acknowledged; the answer doesn't change anything: only the updates that come back do.</summary>
    public Task<PushResult> PushAsync() => live.PushAsync(page, revision, [.. unconfirmed]);

    public async Task PublishAsync()
    {
        var result = await live.PublishAsync(page, user, revision, "", answers: null);
        Assert.IsType<PublishResult.Done>(result);
    }

    private async Task<JoinResult.Joined> JoinAsync(Revision? known)
    {
        inbox.Clear();
        var id = $"{name}/{++connection}";
        var member = new Member(id, Client, new Person(user, name, 0));
        var result = await live.JoinAsync(
            page,
            member,
            known,
            () =>
            {
                bench.Listen(page, name, (from, updates) => inbox.Enqueue((from, updates)));
                return Task.CompletedTask;
            }
        );
        return Assert.IsType<JoinResult.Joined>(result);
    }

    private void Receive(IReadOnlyList<LiveUpdate> updates)
    {
        foreach (var update in updates)
        {
            revision += 1;
            if (update.Client == Client)
            {
                Assert.Equal(unconfirmed[0].Sequence, update.Sequence);
                unconfirmed.RemoveAt(0);
                continue;
            }
            var changes = update.Changes;
            for (var i = 0; i < unconfirmed.Count; i++)
            {
                var own = unconfirmed[i].Changes;
                unconfirmed[i] = unconfirmed[i] with { Changes = own.Map(changes) };
                changes = changes.Map(own, before: true);
            }
            Text = changes.Apply(Text);
        }
    }
}
