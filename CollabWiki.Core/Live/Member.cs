using CollabWiki.Core.Accounts;

namespace CollabWiki.Core.Live;

/// <summary>Somebody who has a draft open in an editor. A person with three tabs is three members and one <see cref="Person"/>.</summary>
/// <param name="Connection">The connection that the editor speaks over now.</param>
public sealed record Member(string Connection, ClientId Client, Person Person);
