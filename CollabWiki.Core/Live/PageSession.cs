using System.Collections.Immutable;
using CollabWiki.Core.Accounts;
using CollabWiki.Core.Pages;

namespace CollabWiki.Core.Live;

/// <summary>
/// A draft as it is open on one node: its text at a revision and the updates that led there. Does no input or output:
/// <see cref="Push"/> says what to append, and only <see cref="Receive"/>, called with what the log holds, changes it.
/// </summary>
public sealed class PageSession
{
    /// <summary>The most updates that one push may carry.</summary>
    public const int MaxPush = 1000;

    private readonly List<LiveUpdate> recent = [];
    private Revision start;
    private ImmutableDictionary<ClientId, ClientMark> clients;

    // With the revision after each one's last edit.
    private readonly List<(UserId Author, Revision Last)> authors;

    /// <summary>Opens a draft where a snapshot left it.</summary>
    public PageSession(DraftSnapshot snapshot)
    {
        start = snapshot.Revision;
        Text = snapshot.Text;
        Base = snapshot.Base;
        authors = [.. snapshot.Authors.Select(author => (author, snapshot.Revision))];
        clients = snapshot.Clients;
    }

    public Revision Revision => start + recent.Count;

    public string Text { get; private set; }

    /// <summary>The version that the draft stands on.</summary>
    public Version Base { get; private set; }

    /// <summary>Who changed the text since it stood on <see cref="Base"/>, each once, in the order of their first edit.</summary>
    public ImmutableArray<UserId> Authors => [.. authors.Select(one => one.Author)];

    /// <summary>The oldest revision from which <see cref="Since"/> can tell what came after.</summary>
    public Revision Floor => start;

    /// <summary>What came after a revision, which is between <see cref="Floor"/> and <see cref="Revision"/>.</summary>
    public IReadOnlyList<LiveUpdate> Since(Revision revision) => recent[(revision - start)..];

    /// <summary>
    /// Works out what a client's updates, made at <paramref name="at"/>, mean for the text as it is now. They are mapped over each
    /// update that the client hadn't seen, one at a time: composing them first diverges when texts are inserted at one place.
    /// Updates that are in the log already (a push repeated after a lost answer) fall out.
    /// </summary>
    /// <param name="unseen">The updates of the log from <paramref name="at"/> to this session's revision.</param>
    public PushStep Push(
        Revision at,
        IReadOnlyList<LiveUpdate> pushed,
        IReadOnlyList<LiveUpdate> unseen
    )
    {
        if (at > Revision || Revision - at != unseen.Count)
        {
            return new PushStep.Refused(PushRefusal.UnknownRevision);
        }
        if (pushed.Count > MaxPush)
        {
            return new PushStep.Refused(PushRefusal.TooLarge);
        }
        if (!IsChain(pushed, unseen))
        {
            return new PushStep.Refused(PushRefusal.BadChanges);
        }
        if (MapOver(pushed, unseen) is not { } mapped)
        {
            return new PushStep.Refused(PushRefusal.BadChanges);
        }
        // The first that is left must be the client's next one: else an update between is missing, or one would be there twice.
        if (
            mapped.Count > 0
            && clients.TryGetValue(mapped[0].Client, out var mark)
            && mark.Sequence != mapped[0].Sequence - 1
        )
        {
            return new PushStep.Refused(PushRefusal.BadChanges);
        }
        return Check(mapped) is { } refusal
            ? new PushStep.Refused(refusal)
            : new PushStep.Accepted(mapped);
    }

    /// <summary>Takes in updates that the log holds from this session's revision on.</summary>
    public void Receive(IReadOnlyList<LiveUpdate> updates)
    {
        foreach (var update in updates)
        {
            Text = update.Changes.Apply(Text);
            recent.Add(update);
            if (update.Client != ClientId.None)
            {
                clients = clients.SetItem(
                    update.Client,
                    new ClientMark(update.Author, update.Sequence)
                );
            }
            Credit(update);
        }
    }

    /// <summary>What the session is now, to come back to if what it takes in next isn't in the log after all.</summary>
    internal Checkpoint Mark() => new(Revision, Text, Base, [.. authors], clients);

    /// <summary>Takes back all updates that were received since a checkpoint; none of them was trimmed.</summary>
    internal void Return(Checkpoint to)
    {
        recent.RemoveRange(to.Revision - start, Revision - to.Revision);
        Text = to.Text;
        Base = to.Base;
        authors.Clear();
        authors.AddRange(to.Authors);
        clients = to.Clients;
    }

    /// <summary>Forgets all but the newest updates; <see cref="Floor"/> rises.</summary>
    public void Trim(int keep)
    {
        var drop = recent.Count - keep;
        if (drop > 0)
        {
            recent.RemoveRange(0, drop);
            start += drop;
        }
    }

    /// <summary>Whether a client id belongs to somebody else: a client that used it could make that person's updates look like repetitions.</summary>
    public bool IsTaken(ClientId client, UserId author) =>
        clients.TryGetValue(client, out var mark) && mark.Author != author;

    /// <summary>The session folded into a value that another one can be opened from.</summary>
    public DraftSnapshot ToSnapshot() =>
        new()
        {
            Revision = Revision,
            Text = Text,
            Base = Base,
            Authors = Authors,
            Clients = clients,
        };

    /// <summary>Null when a number that is in the log already comes with other changes: two editors that use one id.</summary>
    private static List<LiveUpdate>? MapOver(
        IReadOnlyList<LiveUpdate> pushed,
        IReadOnlyList<LiveUpdate> unseen
    )
    {
        List<LiveUpdate> mapped = [.. pushed];
        foreach (var other in unseen)
        {
            if (mapped.Count == 0)
            {
                break;
            }
            if (other.Client == mapped[0].Client && other.Sequence == mapped[0].Sequence)
            {
                if (!other.Changes.Equals(mapped[0].Changes))
                {
                    return null;
                }
                mapped.RemoveAt(0);
                continue;
            }
            var over = other.Changes;
            for (var i = 0; i < mapped.Count; i++)
            {
                var own = mapped[i].Changes;
                mapped[i] = mapped[i] with { Changes = own.Map(over) };
                over = over.Map(own, before: true);
            }
        }
        return mapped;
    }

    /// <summary>Whether the lengths fit each other and the text at the pushed revision, and the sequence numbers follow each other.</summary>
    private bool IsChain(IReadOnlyList<LiveUpdate> pushed, IReadOnlyList<LiveUpdate> unseen)
    {
        var length = unseen.Count == 0 ? Text.Length : unseen[0].Changes.Length;
        for (var i = 0; i < pushed.Count; i++)
        {
            var update = pushed[i];
            var follows =
                i == 0 ? update.Sequence >= 0 : update.Sequence == pushed[i - 1].Sequence + 1;
            if (!follows || update.Changes.Length != length)
            {
                return false;
            }
            length = update.Changes.NewLength;
        }
        return true;
    }

    private PushRefusal? Check(List<LiveUpdate> mapped)
    {
        var text = Text;
        foreach (var update in mapped)
        {
            var changes = update.Changes;
            if (changes.NewLength > PageText.MaxBytes)
            {
                return PushRefusal.TooLarge;
            }
            if (
                changes.LeavesLoneSurrogate(text)
                || changes.Changes.Any(change =>
                    change.Insert.Contains('\0', StringComparison.Ordinal)
                )
            )
            {
                return PushRefusal.BadText;
            }
            // A text that may be too long in bytes is counted; most are far from it.
            if (changes.NewLength > PageText.MaxBytes / 3)
            {
                text = changes.Apply(text);
                if (PageText.Check(text) == TextRefusal.TooLarge)
                {
                    return PushRefusal.TooLarge;
                }
                continue;
            }
            // The last one is applied when the log has it.
            if (!ReferenceEquals(update, mapped[^1]))
            {
                text = changes.Apply(text);
            }
        }
        return null;
    }

    /// <summary>Takes note of who wrote what stands at the end now, and of the version that the draft stands on.</summary>
    private void Credit(LiveUpdate update)
    {
        if (update.Base != Version.None)
        {
            Base = update.Base;
            if (update.Sequence > 0)
            {
                // The version has what was written before it was made; what came between that and this mark counts for the next.
                authors.RemoveAll(one => one.Last <= new Revision(update.Sequence));
            }
            else if (update.Changes.IsEmpty)
            {
                // The text is the version's: what comes next counts anew.
                authors.Clear();
            }
        }
        else if (!update.Changes.IsEmpty)
        {
            var known = authors.FindIndex(one => one.Author == update.Author);
            if (known < 0)
            {
                authors.Add((update.Author, Revision));
            }
            else
            {
                authors[known] = (update.Author, Revision);
            }
        }
    }

    internal sealed record Checkpoint(
        Revision Revision,
        string Text,
        Version Base,
        ImmutableArray<(UserId Author, Revision Last)> Authors,
        ImmutableDictionary<ClientId, ClientMark> Clients
    );
}
