namespace CollabWiki.Core.Nodes;

/// <summary>Something that happened on one node, told to the others. A hint: it may come late, twice or never, and what is right must not depend on it.</summary>
/// <param name="Topic">What kind of thing, such as "draft"; see <see cref="INodeListener"/>.</param>
/// <param name="Subject">What it is about, such as a page's id. Of messages that wait with the same topic and subject only the newest is sent.</param>
/// <param name="Body">JSON, or empty.</param>
public sealed record NodeMessage(string Topic, string Subject, string Body = "");

/// <summary>A message on its way.</summary>
/// <param name="Id">Tells repetitions: a message may come over two ways, and readers of the board ask with some overlap.</param>
/// <param name="At">The sender's clock.</param>
public sealed record PostedMessage(Guid Id, NodeId Sender, DateTimeOffset At, NodeMessage Message);
