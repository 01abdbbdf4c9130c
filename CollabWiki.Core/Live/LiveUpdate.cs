using CollabWiki.Core.Accounts;
using CollabWiki.Core.Editing;

namespace CollabWiki.Core.Live;

/// <summary>One entry of a draft's log.</summary>
/// <param name="Client">The editor it came from; <see cref="ClientId.None"/> for the server.</param>
/// <param name="Sequence">The client's own number of it: 0, 1, 2 …, so that a repeated push is recognised. Of the server's mark of a version that was made of the draft: the revision that the draft had then.</param>
/// <param name="Author">Who wrote it, bound to the connection and never taken from the client.</param>
/// <param name="Changes">What it does to the text at its revision.</param>
/// <param name="Base">When not <see cref="Version.None"/>: from here on the draft stands on this version. Each log begins with such an entry.</param>
/// <param name="At">When the server took it in.</param>
public sealed record LiveUpdate(
    ClientId Client,
    long Sequence,
    UserId Author,
    DateTimeOffset At,
    ChangeSet Changes,
    Version Base = default
);
