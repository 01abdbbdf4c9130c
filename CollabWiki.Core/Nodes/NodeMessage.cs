namespace CollabWiki.Core.Nodes;

/// <summary>Something that happened on one node, told to the others. A hint: it may come late, twice or never, and what is right must not depend on it.</summary>
/// <param name="Topic">What kind of thing: "draft", "members", "cursor", …; one subscriber's word.</param>
/// <param name="Subject">What it is about, such as a page's id. Of messages that wait with the same topic and subject only the newest is sent.</param>
/// <param name="Body">JSON, or empty.</param>
public sealed record NodeMessage(string Topic, string Subject, string Body);

/// <summary>A message as it stands on the board.</summary>
/// <param name="Id">Tells repetitions: readers ask with some overlap.</param>
public sealed record PostedMessage(Guid Id, NodeId Sender, NodeMessage Message);
