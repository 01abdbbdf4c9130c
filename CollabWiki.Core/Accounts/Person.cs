namespace CollabWiki.Core.Accounts;

/// <summary>What others see of an account: name and colour (0–11).</summary>
public sealed record Person(UserId Id, string Name, int Color);
